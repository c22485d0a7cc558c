#pragma once
// Lines of a region with their words put into columns.
#include "engine/read/pdf/region.hpp"
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace engine::pdf
{
// A part of a line in one column, or over several.
struct Slot {
    std::size_t first, last; // columns, both included
    Box box;
    std::u32string shown; // from left to right
    std::string text;
};

struct PlacedLine {
    Box box;
    float size = 0;
    std::vector<Slot> slots;
    std::size_t figures = 0; // slots with a figure or a filler

    const Slot* slot_of(std::size_t column) const; // null where the line has nothing there
    bool has(std::size_t column) const { return slot_of(column); }
    bool spans() const; // whether one of its slots is over several columns
};

// The lines of the region, from top to bottom.
std::vector<PlacedLine> placed_lines(const Region& region, std::span<const Interval> gutters);
} // namespace engine::pdf
