#pragma once
// The OpenAPI 3.1 document, from the route table and the described structs.
#include "server/http/router.hpp"
#include <string>

namespace http
{
// Pretty-printed with two spaces, in the order of the table; types in the order of their names.
std::string openapi(const RouteTable& table);
} // namespace http
