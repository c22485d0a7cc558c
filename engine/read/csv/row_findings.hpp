#pragma once
// What is wrong with the form of a row, in words.
#include "engine/read/csv/tokenizer.hpp"
#include "engine/table/finding.hpp"
#include "engine/table/unreadable.hpp"
#include <cstdint>
#include <string>
#include <string_view>

namespace engine::csv
{
struct OddRow {
    const std::string& file;
    std::uint64_t line;
    std::string_view raw; // as it stands in the file
    std::size_t cells;    // as first read
    Damage damage;
    bool few, many; // cells, against what the table has
    bool repaired;  // a second reading gave as many as the table has
};

// What is wrong with the row: a finding of rule malformed_row.
Finding malformed_row(const OddRow& row, std::size_t usual);
// That the row holds `lines` rows in one cell (swallowed_rows.hpp).
Finding several_rows_in_one(const std::string& file, std::uint64_t line, std::size_t lines, std::string_view raw);
// What does not fit the encoding is U+FFFD by now; some programs write it themselves where they lost a letter.
bool has_lost_character(std::string_view text);
Finding lost_character(const std::string& file, std::uint64_t line, std::string_view cell, const std::string& encoding);
Unreadable too_many_columns(const std::string& file, std::uint64_t line);
Unreadable too_many_blank_rows(const std::string& file, std::uint64_t below, std::size_t rows);
} // namespace engine::csv
