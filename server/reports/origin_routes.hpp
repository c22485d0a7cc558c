#pragma once
#include "server/http/route.hpp"

namespace reports
{
std::span<const http::Route> origin_routes();
}
