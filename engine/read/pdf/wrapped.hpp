#pragma once
// Whether a text goes on below: what its words say, and whether there was room for more.
#include "engine/read/pdf/placed_line.hpp"
#include <cstddef>
#include <span>
#include <string>

namespace engine::pdf
{
// "kept by the", "(from", "boys,": more must come.
bool ends_open(const std::string& text);
// "and girls", "(part time)": something came before.
bool begins_small(const std::string& text);

// Whether the first word of most texts of line `i` would not have fitted behind the text above it in its column, so
// that they may go on the row that begins with line `first`.
bool had_no_room(std::span<const PlacedLine> lines, std::size_t first, std::size_t i);

// Whether line `i` belongs to the row that begins with line `first` because the name of the row is two lines around
// figures that stand at half its height.
bool goes_around(std::span<const PlacedLine> lines, std::size_t first, std::size_t i, std::size_t columns);
} // namespace engine::pdf
