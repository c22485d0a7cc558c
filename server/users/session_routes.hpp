#pragma once
#include "server/http/route.hpp"

namespace users
{
// Signing in and out, and who one is.
std::span<const http::Route> session_routes();
} // namespace users
