#include "engine/read/pdf/grid.hpp"

namespace engine::pdf
{
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
