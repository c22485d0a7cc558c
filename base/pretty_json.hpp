#pragma once
// JSON for people and for version control: a line for each member, two spaces deep, a line end at the end.
#include "base/json.hpp"
#include <string>

namespace json
{
std::string pretty(const value& value);
} // namespace json
