#include "engine/publish/figures/natural_order.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <cstdint>

namespace engine
{
namespace
{
constexpr std::array<std::string_view, 7> days{"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::size_t shortest_name = 3; // Mon, Sept

// The place of a name or of its beginning; the number of names where it is none.
template <std::size_t count>
std::size_t place_in(const std::array<std::string_view, count>& names, std::string_view value)
{
    auto folded = fold(value);
    if (folded.size() < shortest_name) return count;
    return static_cast<std::size_t>(std::ranges::find_if(names, [&](auto name) { return name.starts_with(folded); }) -
                                    names.begin());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_grade(std::string_view value)
{
    bool is_letter = !value.empty() && ((value[0] >= 'A' && value[0] <= 'Z') || (value[0] >= 'a' && value[0] <= 'z'));
    return is_letter && std::ranges::all_of(value.substr(1), [](char c) { return c == '*' || c == '+' || c == '-'; });
}

// A**, A*, A+, A, A-
int rank_of(std::string_view grade)
{
    int rank = 0;
    for (char c : grade.substr(1)) rank += c == '*' ? -4 : c == '+' ? -1 : 1;
    return rank;
}

bool grade_before(std::string_view one, std::string_view other)
{
    return std::pair(one[0], rank_of(one)) < std::pair(other[0], rank_of(other));
}

std::size_t digits_at(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
}

// Runs of digits compare by their size, all else byte by byte.
bool natural_before(std::string_view one, std::string_view other)
{
    std::size_t i = 0, j = 0;
    while (i < one.size() && j < other.size()) {
        auto own = digits_at(one, i), its = digits_at(other, j);
        if (own > 0 && its > 0) {
            auto compared = compare_numbers(one.substr(i, own), other.substr(j, its));
            if (compared != 0) return compared < 0;
            i += own, j += its;
        } else if (one[i] != other[j]) {
            return static_cast<unsigned char>(one[i]) < static_cast<unsigned char>(other[j]);
        } else {
            ++i, ++j;
        }
    }
    if ((i < one.size()) != (j < other.size())) return j < other.size();
    return one < other; // 07 and 7
}
} // namespace

NaturalOrder::NaturalOrder(std::span<const std::string> listed, std::span<const std::string> values)
{
    std::vector<std::string> filled;
    std::ranges::copy_if(values, std::back_inserter(filled), [](const auto& value) { return !value.empty(); });
    auto all_in = [&](const auto& names) {
        return !filled.empty() &&
               std::ranges::all_of(filled, [&](const auto& value) { return place_in(names, value) < names.size(); });
    };
    if (!listed.empty())
        for (const auto& value : listed) places_.emplace(value, places_.size());
    else if (all_in(days))
        for (const auto& value : filled) places_.emplace(value, place_in(days, value));
    else if (all_in(months))
        for (const auto& value : filled) places_.emplace(value, place_in(months, value));
    else if (std::ranges::all_of(filled, is_plain_number))
        kind_ = Kind::numbers;
    else if (std::ranges::all_of(filled, is_grade))
        kind_ = Kind::grades;
}

bool NaturalOrder::before(std::string_view one, std::string_view other) const
{
    if (one.empty() || other.empty()) return !one.empty() && other.empty();
    auto own = places_.find(one), its = places_.find(other);
    if (own != places_.end() && its != places_.end())
        return own->second != its->second ? own->second < its->second : one < other;
    if ((own != places_.end()) != (its != places_.end())) return own != places_.end();
    if (kind_ == Kind::grades) return grade_before(one, other);
    auto compared = kind_ == Kind::numbers ? compare_numbers(one, other) : 0;
    return compared != 0 ? compared < 0 : natural_before(one, other);
}
} // namespace engine
