#pragma once
#include "server/http/route.hpp"

namespace runs
{
// Pages of a PDF that was sent, with the cells that were found on them.
std::span<const http::Route> page_routes();
} // namespace runs
