#pragma once
// Strips of a drawn grid that only set its rows apart.
#include "engine/read/pdf/grid.hpp"

namespace engine::pdf
{
// Takes out rows without any text that are lower than the usual row with text: grey bands, double lines.
void drop_spacers(Grid& grid);
} // namespace engine::pdf
