#pragma once
// Charts that no grid shows: figures in equal steps stand below each other, beside a line, and nothing stands in their
// lines on its other side.
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// The places of such charts with the labels of their axes and their legend. `lines`: the text of the page.
std::vector<Box> find_charts(const std::vector<TextLine>& lines, const Rulings& rulings);
} // namespace engine::pdf
