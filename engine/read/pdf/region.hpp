#pragma once
// A part of a page that looks like a table, on its way to a grid.
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <span>
#include <vector>

namespace engine::pdf
{
struct Interval {
    float from = 0, to = 0;
    float width() const { return to - from; }
    float middle() const { return (from + to) / 2; }
};

// Words of a line that stand close together, so that they are of one cell.
struct Piece {
    Box box;
    std::size_t first = 0, last = 0; // words of the line, last excluded
};
inline constexpr float wide_gap = 0.9F;                     // font sizes; wider than any between words of a text
std::vector<Piece> pieces(const TextLine& line, float gap); // gap in font sizes

struct Region {
    Box box;
    std::vector<const TextLine*> lines; // from top to bottom
    std::vector<Ruling> across;         // horizontal lines inside, from top to bottom
    std::vector<float> down;            // places of vertical lines that part columns
};

// Where columns are parted: strips that no row's text reaches into, from left to right. After G. Nagy & S. Seth,
// "Hierarchical representation of optically scanned documents" (ICPR 1984): gaps in the profile of the text from above.
std::vector<Interval> find_gutters(const Region& region);

// The words of the region as rows and columns. Cells hold texts.
Grid grid_of(const Region& region, std::span<const Interval> gutters);

// 0 … 1: whether a grid without drawn cells is a table, or text that happens to stand in columns.
double likeness(const Region& region, const Grid& grid);
} // namespace engine::pdf
