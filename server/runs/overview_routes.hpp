#pragma once
#include "server/http/route.hpp"

namespace runs
{
// The first screen, and the event stream that keeps every screen up to date.
std::span<const http::Route> overview_routes();
} // namespace runs
