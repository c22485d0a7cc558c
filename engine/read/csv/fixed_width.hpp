#pragma once
// Lists whose columns stand at fixed places, padded with spaces, as old systems print them.
#include "engine/read/reader.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine::csv
{
// Where the columns of the lines begin, in characters from 0: at least three, parted by places that are blank in every
// line, each with values that begin or end at one place. Nothing where the lines are no such list. Titles above and
// notes below may cross the borders.
std::optional<std::vector<std::size_t>> fixed_columns(const std::vector<std::string_view>& lines);

// The table of such a text; null where it is none.
std::unique_ptr<TableReader> fixed_width_table(std::string text, const ReadOptions& options);
} // namespace engine::csv
