#pragma once
// The tables of one page.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/page.hpp"
#include <vector>

namespace engine::pdf
{
// Enough for a person who wants to see tables and not everything that stands in columns.
inline constexpr double table_likeness = 0.5;

// From top to bottom. A page whose text runs up or down is turned first. `least_likeness`: of tables without drawn
// cells.
std::vector<Grid> find_tables(Page page, double least_likeness = table_likeness);
} // namespace engine::pdf
