#pragma once
// Tables that stand beside each other on one sheet, with blank columns between them.
#include "engine/read/header.hpp"
#include "engine/read/sheet_table.hpp"
#include <memory>
#include <string>
#include <vector>

namespace engine
{
struct ColumnRange {
    std::size_t first = 0, last = 0; // both in it, from 0
};

// The columns of each table, from the first rows of a sheet; fewer than two where there is one table. Blank columns
// alone make no tables: each has names of its own above its values, and the same names again, or another length.
std::vector<ColumnRange> side_by_side(std::span<const RowCells> rows);

// The rows of a sheet with these columns only, at their own lines.
std::shared_ptr<SheetRows> columns_of(std::shared_ptr<SheetRows> rows, ColumnRange range);

std::string column_letters(std::size_t column); // AB of 27
std::string letters_of(ColumnRange range);      // E:G
} // namespace engine
