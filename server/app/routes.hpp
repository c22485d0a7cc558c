#pragma once
#include "server/http/router.hpp"

namespace app
{
// The whole API, in the order of the documentation.
http::RouteTable routes();
} // namespace app
