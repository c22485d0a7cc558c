#pragma once
// One list that is printed in columns side by side, to save paper.
#include "engine/read/pdf/grid.hpp"

namespace engine::pdf
{
// Puts the parts of such a list below each other: its first column goes on counting at the top of the next part, or
// goes on in order where wider gaps part the parts. Any other grid stays as it is.
Grid unfolded(Grid grid);
} // namespace engine::pdf
