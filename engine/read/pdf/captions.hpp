#pragma once
// Rows at the edge of a grid that speak about the table and are no part of it.
#include "engine/read/pdf/grid.hpp"

namespace engine::pdf
{
// Takes out titles and units above the header, and sources and footnotes below the last row.
void drop_captions(Grid& grid);

// "Table 3: …", "Exhibit B.2 …".
bool names_a_table(const std::string& text);
} // namespace engine::pdf
