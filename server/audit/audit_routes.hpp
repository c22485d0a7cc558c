#pragma once
#include "server/http/route.hpp"

namespace audit
{
std::span<const http::Route> routes();
}
