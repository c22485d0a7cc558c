#pragma once
// Rows at the edge of a grid that speak about the table and are no part of it.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <string_view>

namespace engine::pdf
{
// Takes out titles and units above the header, and sources and footnotes below the last row.
void drop_captions(Grid& grid);
// The same of a drawn grid, where only what names the table or says that it is a note goes: a title may be meant there.
void drop_captions_in_frame(Grid& grid);

// "Table 3: …", "Exhibit B.2 …".
bool names_a_table(std::string_view text);
bool is_caption(const TextLine& line);
} // namespace engine::pdf
