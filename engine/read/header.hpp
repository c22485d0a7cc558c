#pragma once
// Which rows name the columns of a table, and the names they make together.
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
using RowCells = std::span<const std::string_view>;

struct HeaderRows {
    std::size_t first; // index of a row
    std::size_t count;
};

// Looks for the header of the table whose first wide row is `at` and whose rows usually have `width` cells. Rows of
// words around that row belong to the header where the columns below them hold numbers or dates. Nothing where the row
// at `at` is data already.
std::optional<HeaderRows> find_header(std::span<const RowCells> rows, std::size_t at, std::size_t width);

// Whether the row at `at` has words over columns of numbers or dates and no value of its own.
bool heads_values(std::span<const RowCells> rows, std::size_t at);

// Whether the row at `at` has a number or a date where the rows below it, of this width, have them.
bool holds_values(std::span<const RowCells> rows, std::size_t at, std::size_t width);

// One name for each column. In all rows but the last, a blank cell belongs to the one at its left, as merged cells do.
std::vector<std::string> joined_header(std::span<const RowCells> rows);
} // namespace engine
