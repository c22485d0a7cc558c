#pragma once
#include "server/http/route.hpp"

namespace feeds
{
std::span<const http::Route> new_feed_routes();
} // namespace feeds
