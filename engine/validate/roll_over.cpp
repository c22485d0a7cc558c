#include "engine/validate/roll_over.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_values = 100;
constexpr std::size_t least_years = 3;
} // namespace

std::uint8_t RollOver::number_in(std::string_view text)
{
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    auto begin = std::ranges::find_if(text, digit);
    auto end = std::find_if_not(begin, text.end(), digit);
    if (begin == end || end - begin > 2) return no_number;
    std::uint8_t number = 0;
    for (auto at = begin; at != end; ++at) number = static_cast<std::uint8_t>(number * 10 + (*at - '0'));
    return number;
}

void RollOver::choose(const Chunk& first, const std::vector<std::size_t>& columns)
{
    for (auto column : columns) {
        std::set<std::string_view> values;
        std::set<std::uint8_t> years;
        bool fits = true;
        for (std::size_t row = 0; fits && row < first.rows(); ++row) {
            auto cell = first.cell(column, row);
            if (cell.empty()) continue;
            values.insert(cell);
            years.insert(number_in(cell));
            fits = values.size() <= most_values && !years.contains(no_number);
        }
        if (fits && years.size() >= least_years) columns_.push_back(column);
    }
    numbers_.resize(columns_.size());
    oldest_.resize(columns_.size());
    moved_in_.resize(columns_.size());
}

void RollOver::add_previous(const Chunk& rows, std::size_t row)
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto number = number_in(rows.cell(columns_[i], row));
        numbers_[i].push_back(number);
        if (number != no_number) oldest_[i] = std::max(oldest_[i], number);
    }
}

bool RollOver::see(std::size_t previous_row, const std::vector<std::string_view>& cells)
{
    std::vector<std::size_t> up;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        auto before = numbers_[i][previous_row], now = number_in(cells[i]);
        if (before == no_number && now == no_number) continue;
        if (before == no_number || now != before + 1) return false;
        up.push_back(i);
        years_.set(before);
    }
    for (auto i : up) ++moved_in_[i];
    moved_ += !up.empty();
    return !up.empty();
}

bool RollOver::happened(std::int64_t kept) const { return years_.count() >= least_years && moved_ * 2 > kept; }

bool RollOver::was_oldest(std::size_t previous_row) const
{
    auto most = std::ranges::max_element(moved_in_) - moved_in_.begin();
    return numbers_[static_cast<std::size_t>(most)][previous_row] == oldest_[static_cast<std::size_t>(most)];
}
} // namespace engine
