#pragma once
#include "server/http/route.hpp"

namespace links
{
std::span<const http::Route> routes();
}
