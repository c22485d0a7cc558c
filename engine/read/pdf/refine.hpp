#pragma once
// Drawn cells that hold more than one cell: lines between columns or rows are often left out.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/region.hpp"
#include <optional>

namespace engine::pdf
{
// The grid by its text, where the drawn one leaves columns or rows unparted; nothing where the drawn one is right.
// `lines` is the text inside the grid, `around` the text outside of all grids; rows right above and below that fit the
// columns are taken in.
std::optional<Grid> refined(const Grid& grid, const std::vector<TextLine>& lines, const std::vector<TextLine>& around,
                            const Rulings& rulings);
} // namespace engine::pdf
