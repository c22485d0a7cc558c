#pragma once
// What the cells of each column of a table usually are, and how unusual others are.
#include "engine/read/cell_kind.hpp"
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
struct ColumnShape {
    std::array<double, cell_kinds> share{}; // of each kind of cell
    CellKind kind = CellKind::blank;        // number, date or link where nearly all its cells are
    std::string pattern;                    // of most of its cells: "99:99"; empty where they have none in common
    double pattern_share = 0;

    // The negative logarithm of how likely the cell is in this column. Above `impossible` for what it never holds.
    double cost(std::string_view cell) const;
    // Whether the cell is so much what the column has that it belongs into no other: a date, a link, the same pattern.
    bool knows(std::string_view cell) const;
    // Whether nearly all its cells are of one kind of value or one pattern, so that a cell may be known not to fit.
    bool has_form() const;
    bool fits(std::string_view cell) const;
    bool often(CellKind kind, double least = 0.3) const { return share[static_cast<std::size_t>(kind)] >= least; }
};

inline constexpr double impossible = 100;

using RowShape = std::vector<ColumnShape>;

// Of rows as wide as the table; others are left out.
RowShape shape_of(std::span<const std::span<const std::string_view>> rows, std::size_t width);

// Of a table's header: all words.
RowShape shape_of_names(std::size_t width);

// Letters as a or A, digits as 9, all else as it is: "AB-1234" has the pattern "AA-9999". Empty for a longer text.
std::string pattern_of(std::string_view cell);
} // namespace engine::csv
