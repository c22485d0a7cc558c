#pragma once
#include "server/http/route.hpp"

namespace runs
{
// What people do with a run.
std::span<const http::Route> decision_routes();
} // namespace runs
