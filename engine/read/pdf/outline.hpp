#pragma once
// What of a table tells whether another one, on the next page, goes on with it: it stays small however long the table.
#include "engine/read/pdf/grid.hpp"
#include <cstddef>
#include <string>
#include <vector>

namespace engine::pdf
{
using RowTexts = std::vector<std::vector<std::string>>;

struct Outline {
    explicit Outline(const Grid& grid);
    // Takes in where the columns of a part of the table stand.
    void include(const Grid& part);

    RowTexts head;            // the first rows, merged cells in each of their places
    std::vector<Box> columns; // where the text of each begins and ends; without width where it has none
};

// How many rows at the top of both are the same words; 0 where the first of them has none.
std::size_t repeated_rows(const Outline& above, const Outline& below);

// Whether columns stand below each other. Text is aligned at its left, at its right or in the middle.
bool same_places(const Outline& above, const Outline& below);
} // namespace engine::pdf
