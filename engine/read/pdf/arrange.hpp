#pragma once
// Drawn grids that are parts of one table, or more than one.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// Grids one below the other with the same columns, parted by no more than a row, become one, unless the lower one has
// the header of the upper one again. A row between them is added without its text.
void join_stacked(std::vector<Grid>& grids);

// Names that stand left of a grid, one for each of its rows, become its first column.
void add_names(Grid& grid, const std::vector<TextLine>& lines);

// A cell over several columns whose text stands as one piece in each of most of them is as many cells: some styles draw
// no line between the names in the header. `text`: what stands in the grid.
void part_merged(Grid& grid, const std::vector<Glyph>& text);

// A grid whose header says the same names several times over stands for as many tables, side by side.
std::vector<Grid> parted(Grid grid);
} // namespace engine::pdf
