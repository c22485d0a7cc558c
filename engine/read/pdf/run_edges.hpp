#pragma once
// What belongs to a run of rows above its first and below its last line of several pieces.
#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <cstddef>
#include <vector>

namespace engine::pdf
{
struct Candidate {
    const TextLine* line;
    std::vector<Piece> pieces;
    std::vector<Interval> gaps; // between the pieces
};

// A run: the lines of several pieces by index, from top to bottom.
using Members = std::vector<std::size_t>;

// The first line of the run, not before `free_from`: a heading over its columns, or the name of its first group, stands
// alone on its line above the first row of several pieces.
std::size_t begin_of_run(const std::vector<Candidate>& all, const Members& members, std::size_t free_from,
                         const std::vector<Ruling>& across);

// Behind the last line of the run: cells of the last row go on below it.
std::size_t end_of_run(const std::vector<Candidate>& all, const Members& members, const std::vector<Ruling>& across);
} // namespace engine::pdf
