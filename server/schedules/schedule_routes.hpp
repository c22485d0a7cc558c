#pragma once
#include "server/http/route.hpp"

namespace schedules
{
std::span<const http::Route> routes();
}
