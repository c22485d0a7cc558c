#pragma once
#include "server/http/route.hpp"

namespace sources
{
std::span<const http::Route> routes();
}
