#pragma once
// Which lines of a region are of one row.
#include "engine/read/pdf/row_style.hpp"

namespace engine::pdf
{
// The row of each line, from 0.
std::vector<std::size_t> row_numbers(const Region& region, const std::vector<PlacedLine>& lines, const RowStyle& style);
} // namespace engine::pdf
