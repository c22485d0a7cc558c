// From lines of words to rows of cells.
#include "engine/read/pdf/header_lines.hpp"
#include "engine/read/pdf/row_numbers.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <algorithm>
#include <array>
#include <map>

namespace engine::pdf
{
Grid grid_of(const Region& region, std::span<const Interval> gutters)
{
    auto columns = gutters.size() + 1;
    auto lines = placed_lines(region, gutters);
    auto style = row_style(region, lines, columns);
    widen_headings(lines, style);
    auto numbers = row_numbers(region, lines, style);
    auto by_headings = number_by_headings(lines, style, numbers);
    Grid grid;
    grid.box = region.box;
    grid.columns = columns;
    grid.rows = numbers.empty() ? 0 : numbers.back() + 1;
    std::map<std::array<std::size_t, 3>, std::size_t> known; // cells by row and columns
    for (std::size_t l = 0; l < numbers.size(); ++l)
        for (const auto& slot : lines[l].slots) {
            auto row = l < by_headings ? headings_above(lines, l, slot) : numbers[l];
            auto [had, is_new] = known.try_emplace({row, slot.first, slot.last}, grid.cells.size());
            if (is_new) {
                grid.cells.push_back({row, slot.first, row, slot.last, slot.box, slot.text});
                continue;
            }
            auto& cell = grid.cells[had->second];
            append_line(cell.text, slot.text);
            cell.box.include(slot.box);
        }
    std::ranges::sort(grid.cells, {}, [](const Cell& cell) { return std::pair(cell.row, cell.column); });
    return grid;
}
} // namespace engine::pdf
