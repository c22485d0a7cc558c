#pragma once
// Headers whose headings stand over several columns each, and whose names have one to several lines.
#include "engine/read/pdf/row_style.hpp"

namespace engine::pdf
{
// Widens headings that stand in the middle over several columns with names of their own, with nothing drawn to say so.
void widen_headings(std::vector<PlacedLine>& lines, const RowStyle& style);

// Gives the names of the header to rows by how many headings stand above them, where names of several lines stand
// beside a heading; `numbers` are the rows of the lines, and those of the body move. Returns how many lines the header
// has then, 0 where lines are rows. The row of a name of these lines is `headings_above`.
std::size_t number_by_headings(const std::vector<PlacedLine>& lines, const RowStyle& style,
                               std::vector<std::size_t>& numbers);
std::size_t headings_above(const std::vector<PlacedLine>& lines, std::size_t line, const Slot& slot);
} // namespace engine::pdf
