#include "engine/contract/nearest.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
std::string listed(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

namespace
{
// Levenshtein distance over bytes.
std::size_t distance(std::string_view a, std::string_view b)
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
} // namespace

std::optional<std::string> nearest(std::string_view written, const std::vector<std::string>& names)
{
    if (written.empty() || written.size() > 64) return std::nullopt;
    const std::string* found = nullptr;
    auto least = std::max<std::size_t>(1, written.size() / 3) + 1;
    for (const auto& name : names)
        if (auto far = distance(written, name); far < least) {
            least = far;
            found = &name;
        }
    return found ? std::optional(*found) : std::nullopt;
}

std::string did_you_mean(std::string_view written, const std::vector<std::string>& names)
{
    auto near = nearest(written, names);
    return near ? fmt::format("; did you mean {}?", *near) : "";
}
} // namespace engine
