#pragma once
// Rows that one quotation mark too many before them, and another after them, made a cell of several lines.
#include "engine/read/csv/row_shape.hpp"
#include "engine/read/csv/tokenizer.hpp"
#include <cstddef>
#include <string_view>

namespace engine::csv
{
// How many lines of the record are rows of this table, each by itself: all of them, or 0. A cell of several lines, such
// as an address, has lines of another form; where no column of the table has a form, nothing tells them apart: 0.
std::size_t swallowed_rows(std::string_view record, const Punctuation& punctuation, const RowShape& shape);
} // namespace engine::csv
