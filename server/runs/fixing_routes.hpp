#pragma once
// Correcting the rows of a run: the rows themselves, and correction sheets that come back.
#include "server/http/route.hpp"

namespace runs
{
std::span<const http::Route> fixing_routes();
} // namespace runs
