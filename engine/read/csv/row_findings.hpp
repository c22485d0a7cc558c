#pragma once
// What is wrong with the form of a row, in words.
#include "engine/read/csv/tokenizer.hpp"
#include "engine/table/finding.hpp"
#include "engine/table/unreadable.hpp"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::csv
{
struct ReadRow {
    const std::string& file;
    std::uint64_t line;
    std::span<const std::string_view> cells;
    std::string_view raw; // as it stands in the file, where it is damaged; otherwise it is put together from the cells
    Damage damage;
};
struct AllowedWidth {
    std::size_t least, most;
};

// Adds a malformed_row finding where the row has too few or too many cells or its quotes do not pair.
void report_row(const ReadRow& row, AllowedWidth allowed, const Punctuation& punctuation,
                std::vector<Finding>& findings);
Unreadable too_many_columns(const std::string& file, std::uint64_t line);
} // namespace engine::csv
