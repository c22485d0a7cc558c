#include "engine/read/pdf/row_numbers.hpp"
#include "engine/read/pdf/wrapped.hpp"
#include <algorithm>

namespace engine::pdf
{
namespace
{
class Rows
{
public:
    Rows(const Region& region, const std::vector<PlacedLine>& lines, const RowStyle& style)
        : region_(region), lines_(lines), style_(style)
    {
    }

    // Whether line i belongs to the row that began with line `first`.
    bool continues(std::size_t first, std::size_t i) const
    {
        const auto &above = lines_[i - 1], &line = lines_[i];
        if (is_ruled_off(region_, above, line)) return false;
        if (style_.by_rules) return i != style_.first_row;
        if (conflicts(first, i)) return false;
        if (i > style_.body && goes_around(lines_, first, i, style_.columns)) return true;
        if (i < style_.body) return continues_header(first, i);
        if (i == style_.body && style_.body > 0) return false;
        if (!is_tight(i)) return false;
        // A name that began on a line of its own.
        if (first + 1 == i && above.slots.size() == 1 && above.slots[0].last == 0 && line.slots.size() > 1 &&
            line.has(0) && begins_small(line.slots[0].text))
            return true;
        if (line.figures > 0) return false;
        if (!had_no_room(lines_, first, i) || (style_.parallel && !line.has(0))) return false;
        if (style_.tight > 0 && !(line.has(0) && line.slots.size() * 3 > style_.columns * 2)) return true;
        return is_wrapped(first, i);
    }

private:
    bool is_tight(std::size_t i) const
    {
        auto relative = leading(lines_[i - 1], lines_[i]);
        return style_.tight > 0 ? relative < style_.tight : relative < 1.5F;
    }

    // Whether a line of words only goes on cells of the row, where distances do not tell.
    bool is_wrapped(std::size_t first, std::size_t i) const
    {
        const auto& line = lines_[i];
        std::size_t row_slots = 0;
        for (auto l = first; l < i; ++l) row_slots = std::max(row_slots, lines_[l].slots.size());
        if (line.slots.size() > row_slots) return false;
        // Without the first column, and nothing in a column that the row has not: a wrapped cell.
        if (!line.has(0))
            return std::ranges::all_of(line.slots, [&](const Slot& slot) { return row_has(first, i, slot.first); }) &&
                   line.slots.size() * 2 <= style_.columns;
        // Only the first column: a wrapped name, where its words say so.
        if (line.slots.size() > 1) return false;
        const auto* name = lines_[i - 1].slot_of(0);
        return name && (ends_open(name->text) || begins_small(line.slots[0].text));
    }

    bool continues_header(std::size_t first, std::size_t i) const
    {
        if (lines_[i].spans()) return false;
        for (auto l = first; l < i; ++l)
            if (lines_[l].spans()) return false;
        return leading(lines_[i - 1], lines_[i]) < 1.8F;
    }

    bool row_has(std::size_t first, std::size_t end, std::size_t column) const
    {
        for (auto l = first; l < end; ++l)
            if (lines_[l].has(column)) return true;
        return false;
    }

    // Cells over several columns cannot share a row with cells of these columns.
    bool conflicts(std::size_t first, std::size_t i) const
    {
        for (auto l = first; l < i; ++l)
            for (const auto& had : lines_[l].slots)
                for (const auto& slot : lines_[i].slots)
                    if (had.first <= slot.last && slot.first <= had.last &&
                        (had.first != slot.first || had.last != slot.last))
                        return true;
        return false;
    }

    const Region& region_;
    const std::vector<PlacedLine>& lines_;
    const RowStyle& style_;
};
} // namespace

std::vector<std::size_t> row_numbers(const Region& region, const std::vector<PlacedLine>& lines, const RowStyle& style)
{
    Rows rows(region, lines, style);
    std::vector<std::size_t> numbers(lines.size());
    std::size_t row = 0, first = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (!rows.continues(first, i)) {
            ++row;
            first = i;
        }
        numbers[i] = row;
    }
    return numbers;
}
} // namespace engine::pdf
