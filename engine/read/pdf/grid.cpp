#include "engine/read/pdf/grid.hpp"
#include <algorithm>

namespace engine::pdf
{
void drop_rows(Grid& grid, const std::vector<bool>& drop)
{
    std::vector<std::size_t> before(grid.rows + 1); // kept rows above each
    for (std::size_t row = 0; row < grid.rows; ++row) before[row + 1] = before[row] + !drop[row];
    std::erase_if(grid.cells, [&](const Cell& cell) { return before[cell.row] == before[cell.last_row + 1]; });
    for (auto& cell : grid.cells) {
        cell.last_row = before[cell.last_row + 1] - 1;
        cell.row = before[cell.row];
    }
    grid.rows = before[grid.rows];
    if (grid.cells.empty()) return;
    float top = grid.box.bottom, bottom = grid.box.top;
    for (const auto& cell : grid.cells) {
        top = std::min(top, cell.box.top);
        bottom = std::max(bottom, cell.box.bottom);
    }
    grid.box.top = top;
    grid.box.bottom = bottom;
}

std::vector<std::vector<std::string>> texts(const Grid& grid, bool fill)
{
    std::vector<std::vector<std::string>> rows(grid.rows, std::vector<std::string>(grid.columns));
    for (const auto& cell : grid.cells) {
        if (!fill) {
            rows[cell.row][cell.column] = cell.text;
            continue;
        }
        for (auto row = cell.row; row <= cell.last_row; ++row)
            for (auto column = cell.column; column <= cell.last_column; ++column) rows[row][column] = cell.text;
    }
    return rows;
}
} // namespace engine::pdf
