#pragma once
// Tables whose cells are drawn: lines that cross make corners, corners make cells, cells that touch make tables.
// After A. Nurminen, "Algorithmic extraction of data in tables in PDF documents" (Tampere University of Technology,
// 2013).
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/rulings.hpp"
#include <vector>

namespace engine::pdf
{
// Grids of two or more cells without texts, from the top of the page to its bottom. Where a table is open at a side
// (no line at its left, say), the side that its lines end at closes it.
std::vector<Grid> find_ruled(const Rulings& rulings);
} // namespace engine::pdf
