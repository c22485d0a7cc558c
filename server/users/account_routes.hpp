#pragma once
#include "server/http/route.hpp"

namespace users
{
// For people without a sign-in: registering, proving an address, invitations, a forgotten password.
std::span<const http::Route> account_routes();
} // namespace users
