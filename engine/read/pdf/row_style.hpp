#pragma once
// What tells the rows of a region from each other: drawn lines, distances, or where text stands.
#include "engine/read/pdf/placed_line.hpp"
#include <cstddef>
#include <vector>

namespace engine::pdf
{
struct RowStyle {
    std::size_t columns = 0;
    std::size_t body = 0;   // the first line of the body
    std::size_t header = 0; // lines of the header, which a drawn line may end before the body; 0 where rows are drawn
    std::size_t first_row = 0; // by rules, the line that the body begins with where no line is drawn above it; else 0
    bool by_rules = false;     // a line is drawn between any two rows
    float tight = 0;           // leading below which lines are of one row; 0 where distances do not tell
    bool parallel = false;     // lines without a name are rows: the same cells are filled in all of them
};
RowStyle row_style(const Region& region, const std::vector<PlacedLine>& lines, std::size_t columns);

// Whether a line is drawn along most of the region between the two.
bool is_ruled_off(const Region& region, const PlacedLine& upper, const PlacedLine& lower);

// Distance in font sizes.
float leading(const PlacedLine& upper, const PlacedLine& lower);
} // namespace engine::pdf
