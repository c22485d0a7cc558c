#include "engine/contract/nearest.hpp"
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
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

namespace
{
// Levenshtein distances of one text of up to 64 bytes, a column of the matrix at a time in two words (G. Myers, "A fast
// bit-vector algorithm for approximate string matching", 1999, as H. Hyyrö has it for whole texts, 2003).
class Distances
{
public:
    explicit Distances(std::string_view text) : size_(text.size())
    {
        for (std::size_t at = 0; at < text.size(); ++at) places_[lower(text[at])] |= 1ULL << at;
    }

    std::size_t to(std::string_view other) const
    {
        const auto last = 1ULL << (size_ - 1);
        std::uint64_t plus = ~0ULL, minus = 0; // where the column goes up or down by one
        auto distance = size_;
        for (char c : other) {
            auto same = places_[lower(c)];
            auto diagonal = (((same & plus) + plus) ^ plus) | same | minus;
            auto up = minus | ~(diagonal | plus), down = plus & diagonal;
            distance += (up & last) != 0;
            distance -= (down & last) != 0;
            up = up << 1 | 1;
            plus = down << 1 | ~(diagonal | up);
            minus = up & diagonal;
        }
        return distance;
    }

private:
    static unsigned char lower(char c)
    {
        return static_cast<unsigned char>(std::tolower(static_cast<unsigned char>(c)));
    }

    std::size_t size_;
    std::array<std::uint64_t, 256> places_{};
};
} // namespace

std::vector<std::string> all_nearest(std::string_view written, const std::vector<std::string>& names)
{
    std::vector<std::string> found;
    if (written.empty() || written.size() > 64) return found;
    auto least = std::max<std::size_t>(1, written.size() / 3);
    Distances distances(written);
    for (const auto& name : names) {
        if (name.size() > written.size() + least || name.size() + least < written.size()) continue;
        auto far = distances.to(name);
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
