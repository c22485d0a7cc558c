#pragma once
#include "server/http/route.hpp"

namespace users
{
std::span<const http::Route> second_factor_routes();
}
