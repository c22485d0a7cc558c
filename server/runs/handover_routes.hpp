#pragma once
#include "server/http/route.hpp"

namespace runs
{
std::span<const http::Route> handover_routes();
} // namespace runs
