#pragma once
#include "server/http/route.hpp"

namespace students
{
std::span<const http::Route> routes();
}
