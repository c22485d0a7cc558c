#pragma once
// The loop that most steps share.
#include "engine/table/batch.hpp"
#include <string>
#include <string_view>

namespace engine
{
// Puts `change(cell, room)` in place of every cell of the live rows; null and empty cells are left alone. The function
// returns the cell itself where nothing changes, part of it, or a view of `room`. Returns how many cells changed.
template <class Change> std::int64_t change_cells(Batch& batch, std::size_t column, Change change)
{
    std::int64_t changed = 0;
    std::string room;
    auto& cells = batch.columns[column];
    for (auto row : batch.live) {
        auto cell = cells[row];
        if (cell.empty()) continue;
        auto now = change(cell, room);
        if (now.data() == cell.data() && now.size() == cell.size()) continue;
        if (now == cell) continue;
        bool inside = now.data() >= cell.data() && now.data() + now.size() <= cell.data() + cell.size();
        if (batch.show) batch.show(row, column, cell, now);
        cells[row] = inside ? now : now.empty() ? std::string_view("") : batch.arena.copy(now);
        ++changed;
    }
    return changed;
}

// As above over every column.
template <class Change> std::int64_t change_all_cells(Batch& batch, Change change)
{
    std::int64_t changed = 0;
    for (std::size_t column = 0; column < batch.columns.size(); ++column)
        changed += change_cells(batch, column, change);
    return changed;
}
} // namespace engine
