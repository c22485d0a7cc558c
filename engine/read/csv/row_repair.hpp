#pragma once
// A second reading of a row that does not fit its table: one quotation mark too many, a delimiter too many or missing,
// or another delimiter than the rest of the file. A reading is taken only where it gives every column what the column
// usually has; the row is reported all the same, since it was read by judgement.
#include "engine/read/cell_kind.hpp"
#include "engine/read/csv/tokenizer.hpp"
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
// What rows of a table have in common.
struct RowShape {
    std::size_t width = 0;
    std::vector<CellKind> kinds; // of each column: number, date or link where nearly all its cells are; else blank
};
RowShape shape_of(std::span<const std::span<const std::string_view>> rows, std::size_t width);

// The cells of the row as it most likely was meant; nothing where no reading fits.
std::optional<std::vector<std::string>> repaired_row(std::string_view raw, const Punctuation& punctuation,
                                                     const RowShape& shape);
} // namespace engine::csv
