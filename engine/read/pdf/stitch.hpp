#pragma once
// Tables that go on over several pages.
#include "engine/read/pdf/grid.hpp"
#include <vector>

namespace engine::pdf
{
// Puts the first table of a page below the last table of the page before where both have the same columns: the same
// header, which is then left out, or no header and columns in the same places. The result has the first one's page and
// the lesser confidence.
std::vector<Grid> stitched(std::vector<Grid> grids);

// Puts the last lines of a row that a page's end cut in two back to it: the first row of the next page that has no name
// and only words where the row above has some.
void join_rows_over_pages(std::vector<Grid>& grids);
} // namespace engine::pdf
