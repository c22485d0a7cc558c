#pragma once
#include "server/http/route.hpp"

namespace incidents
{
std::span<const http::Route> incident_routes();
std::span<const http::Route> act_routes();
std::span<const http::Route> remedy_routes();
std::span<const http::Route> known_error_routes();
} // namespace incidents
