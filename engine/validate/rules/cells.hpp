#pragma once
// The loop that the rules about one column share.
#include "engine/validate/rule.hpp"

namespace engine
{
// Notes a problem for each live row whose cell has a value that does not fit.
template <class Fits> void check_values(const Rule& rule, Checked& table, Problems& problems, Fits fits)
{
    const auto& column = table.columns[*rule.column()];
    const auto& cells = *column.cells;
    for (auto row : table.batch->live)
        if (column.state[row] == CellState::value && !fits(cells[row])) problems.push_back({&rule, row});
}
} // namespace engine
