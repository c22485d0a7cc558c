#include "engine/summary/unknowns.hpp"
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace engine
{
namespace
{
constexpr std::size_t most_unknowns = 1500; // a table of so many small counts is hidden as a whole

class Fraction
{
public:
    Fraction(std::int64_t top = 0, std::int64_t bottom = 1) : top_(top), bottom_(bottom)
    {
        auto common = std::gcd(top_, bottom_);
        if (bottom_ < 0) common = -common;
        top_ /= common;
        bottom_ /= common;
    }
    std::int64_t top() const { return top_; }
    std::int64_t bottom() const { return bottom_; }
    bool is_zero() const { return top_ == 0; }
    Fraction operator*(Fraction other) const { return {times(top_, other.top_), times(bottom_, other.bottom_)}; }
    Fraction operator/(Fraction other) const { return *this * Fraction(other.bottom_, other.top_); }
    Fraction operator-(Fraction other) const
    {
        return {minus(times(top_, other.bottom_), times(other.top_, bottom_)), times(bottom_, other.bottom_)};
    }
    static std::int64_t times(std::int64_t one, std::int64_t other)
    {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(one, other, &product)) throw std::overflow_error("the sums of the table");
        return product;
    }

private:
    static std::int64_t minus(std::int64_t one, std::int64_t other)
    {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(one, other, &difference)) throw std::overflow_error("the sums of the table");
        return difference;
    }
    std::int64_t top_, bottom_;
};
using Row = std::map<std::size_t, Fraction>; // hidden cell → its factor in a sum

void subtract(Row& from, const Row& row, Fraction times)
{
    for (const auto& [cell, factor] : row) {
        auto found = from.try_emplace(cell).first;
        found->second = found->second - times * factor;
        if (found->second.is_zero()) from.erase(found);
    }
}

// The sums over hidden cells in reduced row echelon form. Each is solved for its largest cell, which has the most room.
class Solved
{
public:
    Solved(const std::vector<Sum>& sums, std::span<const std::int64_t> counts, const std::vector<bool>& hidden)
        : counts_(counts)
    {
        for (const auto& sum : sums) {
            Row row;
            auto add = [&](std::size_t cell, Fraction factor) {
                if (cell != Sum::known && hidden[cell]) subtract(row, {{cell, factor}}, Fraction(-1));
            };
            for (auto part : sum.parts) add(part, 1);
            add(sum.whole, -1);
            take(std::move(row));
        }
        for (const auto& [pivot, row] : rows_)
            for (const auto& [cell, factor] : row)
                if (cell != pivot) moves_[cell].emplace(pivot, Fraction(0) - factor);
    }

    bool can_change(std::size_t cell) const
    {
        auto solved = rows_.find(cell);
        if (solved == rows_.end()) return can_move(cell);
        return std::ranges::any_of(solved->second,
                                   [&](const auto& one) { return one.first != cell && can_move(one.first); });
    }

private:
    void take(Row row)
    {
        auto reduced = row;
        for (const auto& [cell, factor] : row)
            if (auto known = rows_.find(cell); known != rows_.end()) subtract(reduced, known->second, factor);
        if (reduced.empty()) return;
        auto largest = std::ranges::max_element(reduced, {}, [&](const auto& one) { return counts_[one.first]; });
        auto [pivot, factor] = *largest;
        for (auto& [cell, one] : reduced) one = one / factor;
        for (auto& [other, known] : rows_)
            if (auto found = known.find(pivot); found != known.end()) {
                auto times = found->second;
                subtract(known, reduced, times);
            }
        rows_.emplace(pivot, std::move(reduced));
    }
    // Whether this cell and those solved by it can all be moved so that each is a whole number of one at least.
    bool can_move(std::size_t cell) const
    {
        static const Row alone;
        auto found = moves_.find(cell);
        const auto& with = found == moves_.end() ? alone : found->second;
        std::int64_t scale = 1;
        for (const auto& [other, factor] : with)
            scale = Fraction::times(scale / std::gcd(scale, factor.bottom()), factor.bottom());
        auto fits = [&](std::int64_t sign) {
            if (counts_[cell] + sign * scale < 1) return false;
            return std::ranges::all_of(with, [&](const auto& one) {
                auto by = Fraction::times(scale / one.second.bottom(), one.second.top());
                return counts_[one.first] + sign * by >= 1;
            });
        };
        return fits(1) || fits(-1);
    }

    std::span<const std::int64_t> counts_;
    std::map<std::size_t, Row> rows_;  // by the cell that they are solved for
    std::map<std::size_t, Row> moves_; // free cell → what changes with it
};

// The smallest cell that can still be hidden in a sum with one of these.
std::optional<std::size_t> next_to_hide(const std::vector<Sum>& sums, std::span<const std::int64_t> counts,
                                        const std::vector<bool>& usable, const std::vector<bool>& hidden,
                                        const std::vector<std::size_t>& unsafe)
{
    std::optional<std::size_t> best;
    auto consider = [&](std::size_t cell) {
        if (cell == Sum::known || hidden[cell] || !usable[cell] || counts[cell] < 2) return;
        if (!best || counts[cell] < counts[*best]) best = cell;
    };
    for (const auto& sum : sums) {
        auto has = [&](std::size_t cell) {
            return sum.whole == cell || std::ranges::find(sum.parts, cell) != sum.parts.end();
        };
        if (std::ranges::none_of(unsafe, has)) continue;
        for (auto cell : sum.parts) consider(cell);
        consider(sum.whole);
    }
    if (best) return best;
    for (std::size_t cell = 0; cell < counts.size(); ++cell) consider(cell);
    return best;
}
} // namespace

std::vector<std::size_t> not_safe(const std::vector<Sum>& sums, std::span<const std::int64_t> counts,
                                  const std::vector<bool>& hidden)
{
    Solved solved(sums, counts, hidden);
    std::vector<std::size_t> unsafe;
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        if (hidden[cell] && !solved.can_change(cell)) unsafe.push_back(cell);
    return unsafe;
}

void hide_until_safe(const std::vector<Sum>& sums, std::span<const std::int64_t> counts,
                     const std::vector<bool>& usable, std::vector<bool>& hidden)
{
    auto hide_all = [&] { hidden.assign(hidden.size(), true); };
    try {
        for (;;) {
            auto unknown = hidden; // what an earlier version shows is hidden in vain
            for (std::size_t cell = 0; cell < counts.size(); ++cell) unknown[cell] = hidden[cell] && usable[cell];
            if (std::ranges::count(unknown, true) > static_cast<std::ptrdiff_t>(most_unknowns)) return hide_all();
            auto unsafe = not_safe(sums, counts, unknown);
            if (unsafe.empty()) return;
            auto next = next_to_hide(sums, counts, usable, hidden, unsafe);
            if (!next) return hide_all();
            hidden[*next] = true;
        }
    } catch (const std::overflow_error&) {
        hide_all();
    }
}
} // namespace engine
