#pragma once
// The tables of a page that are drawn: by lines, or by areas of colour.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// Tables that lines draw, and where these leave off, tables that coloured areas draw. `text`: the lines of the page.
// Adds the places of diagrams to `diagrams`.
std::vector<Grid> drawn_tables(const Page& page, const std::vector<TextLine>& text, std::vector<Box>& diagrams);
} // namespace engine::pdf
