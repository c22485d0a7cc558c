#pragma once
// Lines of a page that can be rows of one table: lines of several pieces whose gaps stand below each other.
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// From top to bottom. `taken`: places of tables that are known; `across`: horizontal lines, sorted.
std::vector<std::vector<const TextLine*>> find_runs(const std::vector<TextLine>& lines, const std::vector<Box>& taken,
                                                    const std::vector<Ruling>& across);
} // namespace engine::pdf
