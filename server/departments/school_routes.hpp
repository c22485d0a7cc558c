#pragma once
#include "server/http/route.hpp"

namespace departments
{
std::span<const http::Route> school_routes();
}
