#pragma once
// The cells that a sheet of an XLSX workbook merges over several rows.
#include "engine/read/merged_cells.hpp"
#include "engine/read/package/zip.hpp"
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace engine::xlsx
{
// Sheets of more packed bytes come from programs that merge nothing, and are not looked through.
inline constexpr std::uint64_t most_packed_bytes = 4U << 20;

// They stand behind the rows, so the sheet is looked through once before it is read.
std::vector<MergedRange> merged_ranges(std::unique_ptr<package::ZipStream> sheet);

// "A2:B5" as a range of its first column; nothing where it is of one row.
std::optional<MergedRange> range_over_rows(std::string_view reference);
} // namespace engine::xlsx
