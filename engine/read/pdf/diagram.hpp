#pragma once
// Charts are drawn with lines that cross, too.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// Whether the grid is one of a chart: numbers of an axis stand at the ends of lines, or text stands across lines.
// `lines`: the text of the whole page.
bool is_diagram(const Grid& grid, const Rulings& rulings, const std::vector<TextLine>& lines);
} // namespace engine::pdf
