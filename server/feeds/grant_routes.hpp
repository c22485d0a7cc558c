#pragma once
#include "server/http/route.hpp"

namespace feeds
{
std::span<const http::Route> grant_routes();
}
