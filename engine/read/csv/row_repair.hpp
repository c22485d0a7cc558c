#pragma once
// A second reading of a row that does not fit its table: one quotation mark too many, a delimiter too many or missing,
// or another delimiter than the rest of the file. Of all readings with as many cells as the table has columns the one
// whose cells are the most usual in their columns is taken, and only where no other comes near; the row is reported all
// the same, since it was read by judgement.
#include "engine/read/csv/row_shape.hpp"
#include "engine/read/csv/tokenizer.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
// The cells of the row as it most likely was meant; nothing where no reading fits, or two do. `as_read`
// are its cells as they were first read.
std::optional<std::vector<std::string>> repaired_row(std::string_view raw, const Punctuation& punctuation,
                                                     const RowShape& shape,
                                                     std::span<const std::string_view> as_read = {});
} // namespace engine::csv
