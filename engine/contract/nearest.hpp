#pragma once
// Names in messages.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// The name that is nearest by Levenshtein distance (1966), when it is near at all: a third of the letters may differ.
std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& names);
// “; did you mean “status”?” when one of the names is near, else nothing.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& names);
std::string listed(const std::vector<std::string>& names); // “a, b, c”
} // namespace engine
