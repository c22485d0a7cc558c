#pragma once
// The tables of one page.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/page.hpp"
#include <vector>

namespace engine::pdf
{
// From top to bottom. A page whose text runs up or down is turned first.
std::vector<Grid> find_tables(Page page);
} // namespace engine::pdf
