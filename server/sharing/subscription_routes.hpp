#pragma once
#include "server/http/route.hpp"

namespace sharing
{
std::span<const http::Route> subscription_routes();
}
