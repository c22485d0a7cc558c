#pragma once
// Rows that add up those above them: totals, subtotals, averages, and the row of the points that could be had.
#include "engine/read/reader.hpp"
#include <memory>

namespace engine
{
// The same table, in which such rows are of kind totals. A row is one by its words in any of the languages known here
// where its numbers agree or it has nothing else, and by its numbers alone where every one of them is the sum or the
// mean of its column and the cells that name a record are blank. Where its words alone say so, it stays data and a
// warning (totals_row) says it.
std::unique_ptr<TableReader> with_totals_marked(std::unique_ptr<TableReader> table);
} // namespace engine
