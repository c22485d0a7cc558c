#include "engine/read/pdf/grid.hpp"
#include <algorithm>

namespace engine::pdf
{
CellIndex::CellIndex(const Grid& grid) : tops_(grid.rows, grid.box.bottom), rows_(grid.rows)
{
    for (const auto& cell : grid.cells) {
        tops_[cell.row] = std::min(tops_[cell.row], cell.box.top);
        for (auto row = cell.row; row <= cell.last_row; ++row) rows_[row].push_back(&cell);
    }
    for (auto row = grid.rows; row-- > 1;) tops_[row - 1] = std::min(tops_[row - 1], tops_[row]);
}

const Cell* CellIndex::at(float x, float y) const
{
    auto row = std::ranges::upper_bound(tops_, y) - tops_.begin();
    // On a line between two rows, the upper one counts.
    for (auto r = std::max<std::ptrdiff_t>(row - 2, 0); r < row; ++r)
        for (const auto* cell : rows_[static_cast<std::size_t>(r)])
            if (cell->box.holds(x, y)) return cell;
    return nullptr;
}

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
