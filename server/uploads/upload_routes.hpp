#pragma once
#include "server/http/route.hpp"

namespace uploads
{
std::span<const http::Route> routes();
}
