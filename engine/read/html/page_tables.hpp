#pragma once
// The tables of a page as grids of text.
#include "engine/read/merged_cells.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace engine::html
{
struct PageTable {
    std::vector<std::vector<std::string>> rows;
    std::vector<MergedRange> merged; // cells over several rows, in the order of their first; lines count from 1
    std::size_t columns() const;
};
// In the order in which they begin. A merged cell has its text at its first place, as Excel has it; a table inside a
// cell is a table of its own. Throws Unreadable (limit); `file` is for sentences.
std::vector<PageTable> tables_of(std::string_view page, const std::string& file);
} // namespace engine::html
