#pragma once
#include "server/http/route.hpp"

namespace feeds
{
std::span<const http::Route> draft_routes();
} // namespace feeds
