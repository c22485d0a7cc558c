#pragma once
// Names in messages.
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// The names that are fewest changes away from what was written, where these are few for its length; ties all.
std::vector<std::string> nearest(std::string_view written, const std::vector<std::string>& names);
// “; did you mean “status”?” when one of the names is near, else nothing.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& names);
std::string listed(const std::vector<std::string>& names); // “a, b, c”
} // namespace engine
