#pragma once
#include "server/http/route.hpp"

namespace proposals
{
std::span<const http::Route> proposal_routes();
} // namespace proposals
