#pragma once
#include "server/http/route.hpp"

namespace arrivals
{
std::span<const http::Route> routes();
}
