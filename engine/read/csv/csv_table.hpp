#pragma once
// One table of delimited text, read from its file chunk by chunk.
#include "engine/read/csv/dialect.hpp"
#include "engine/read/csv/row_shape.hpp"
#include "engine/read/layout.hpp"
#include "engine/read/reader.hpp"
#include "engine/read/text_without.hpp"
#include "engine/text/encoding.hpp"
#include <memory>
#include <span>
#include <vector>

namespace engine::csv
{
// What the beginning of a file told about one of its tables.
struct Plan {
    std::string file;
    Encoding encoding;
    FoundDialect dialect;
    Layout layout;
    RowShape shape;
    std::uint64_t first_row = 1, end_row = UINT64_MAX; // source rows that are this table's, from 1
    std::uint64_t footer_from = UINT64_MAX;            // offset in the text behind the last row of the table
};

// The source must outlive the table.
std::unique_ptr<TableReader> csv_table(const ByteSource& source, Plan plan);

// Where these source rows, in order, stand in the text, without their line ends.
std::vector<TextRange> rows_in_text(const ByteSource& source, Plan plan, std::span<const std::uint64_t> rows);
} // namespace engine::csv
