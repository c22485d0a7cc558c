#pragma once
#include "server/http/route.hpp"

namespace users
{
// Sign-in through the school's identity provider.
std::span<const http::Route> oidc_routes();
} // namespace users
