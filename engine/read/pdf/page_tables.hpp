#pragma once
// The tables of one page.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/page.hpp"
#include <vector>

namespace engine::pdf
{
// Enough for a person who wants to see tables and not everything that stands in columns.
inline constexpr double table_likeness = 0.5;

// Whether a page may hold any number of tables, or a person said that all of it is one.
enum class Meant { any_tables, one_table };

// From top to bottom. A page whose text runs up or down is turned first. `least_likeness`: of tables without drawn
// cells.
std::vector<Grid> find_tables(Page page, double least_likeness = table_likeness, Meant meant = Meant::any_tables);
} // namespace engine::pdf
