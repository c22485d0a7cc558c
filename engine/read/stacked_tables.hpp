#pragma once
// Several tables one below the other in one file.
#include "engine/read/header.hpp"
#include <cstddef>
#include <span>
#include <vector>

namespace engine
{
struct StackedTable {
    std::size_t begin, end; // indexes of rows; blank rows and titles above its header belong to a table
};

// Where each table of the rows begins and ends; one that takes all of them where nothing speaks for more. A new table
// begins with a row of names over numbers or dates where the width of the rows changes for good, or below a blank row
// or a title. The same names again, as at the head of each page of a print, continue the table.
std::vector<StackedTable> find_stacked_tables(std::span<const RowCells> rows);
} // namespace engine
