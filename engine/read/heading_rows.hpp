#pragma once
// Rows that head those below them, such as “Class 7A” with nothing beside it.
#include "engine/read/reader.hpp"
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine
{
// In a table with fewer columns, a row with one value alone is nothing special.
inline constexpr std::size_t least_columns_below_heading = 3;

// The text of a row that could head others: its one value, or the second of two where the first ends in a colon.
std::optional<std::string_view> heading_of(std::span<const std::string_view> cells);

// The same table. Rows that look like headings and are given as data are named in findings (heading_row), because
// published as records they are wrong.
std::unique_ptr<TableReader> with_headings_named(std::unique_ptr<TableReader> table, const std::string& file);
} // namespace engine
