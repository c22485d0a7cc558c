#pragma once
// The sheets of a workbook as one table, with the name of the sheet as its last column.
#include "engine/read/reader.hpp"
#include <memory>
#include <string>
#include <vector>

namespace engine
{
// What the column of the names is called; “Sheet name” where the sheets have a column of that name.
inline constexpr std::string_view sheet_column = "Sheet";
// ReadOptions::sheet for all of them, where none is called so.
inline constexpr std::string_view every_sheet = "all";

// Columns go by their names, whatever their order on a sheet. Sheets that share less than half of the names of the
// first are left out; their names come in `left_out`. Lines are those of each sheet, and no chunk holds rows of two.
std::unique_ptr<TableReader> all_sheets(std::vector<std::unique_ptr<TableReader>> sheets,
                                        std::vector<std::string>& left_out);
} // namespace engine
