#pragma once
// Places that printed tables take up between lines of the same ends: above the header, below it and at the end.
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <vector>

namespace engine::pdf
{
// Where two or more bands between such lines hold rows of several pieces each. A band of notes, or with a caption,
// parts two tables. `lines` from top to bottom, `across` sorted.
std::vector<Box> find_frames(const std::vector<TextLine>& lines, const std::vector<Ruling>& across);
} // namespace engine::pdf
