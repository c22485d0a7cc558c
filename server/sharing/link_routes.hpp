#pragma once
#include "server/http/route.hpp"

namespace sharing
{
std::span<const http::Route> link_routes();   // of who shares
std::span<const http::Route> shared_routes(); // of whoever has a link
} // namespace sharing
