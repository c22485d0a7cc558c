#pragma once
// Names in messages.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
// The names that are fewest changes away from what was written, where a third of the letters at most differ; ties all.
std::vector<std::string> all_nearest(std::string_view written, const std::vector<std::string>& names);
// The first of them.
std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& names);
// “; did you mean “status”?” when one of the names is near, else nothing.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& names);
// Levenshtein distance over bytes, letters of both cases alike.
std::size_t edit_distance(std::string_view a, std::string_view b);
std::string listed(const std::vector<std::string>& names); // “a, b, c”
} // namespace engine
