#include "engine/contract/nearest.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
std::string listed(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            auto above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (std::tolower(a[i]) != std::tolower(b[j]))});
            diagonal = above;
        }
    }
    return row.back();
}

std::vector<std::string> all_nearest(std::string_view written, const std::vector<std::string>& names)
{
    std::vector<std::string> found;
    if (written.empty() || written.size() > 64) return found;
    auto least = std::max<std::size_t>(1, written.size() / 3);
    for (const auto& name : names) {
        auto far = edit_distance(written, name);
        if (far > least) continue;
        if (far < least) found.clear();
        least = far;
        found.push_back(name);
    }
    return found;
}

std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& names)
{
    auto found = all_nearest(written, names);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::string did_you_mean(std::string_view written, const std::vector<std::string>& names)
{
    auto near = nearest(written, names);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}
} // namespace engine
