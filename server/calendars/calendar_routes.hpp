#pragma once
#include "server/http/route.hpp"

namespace calendars
{
std::span<const http::Route> routes();
}
