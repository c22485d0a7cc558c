#pragma once
// Which rows of a file are its table: preamble, header, body, footer.
#include "engine/read/csv/tokenizer.hpp"
#include "engine/read/reader.hpp"
#include "engine/table/chunk.hpp"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace engine::csv
{
struct Layout {
    std::optional<int> header_row; // 1-based source row
    int header_rows = 1;
    int first_row = 1;                      // the table begins here: the header, or the first data row
    std::size_t least = 1;                  // a row with fewer cells is malformed
    std::size_t most = 1;                   // as is one with more that are not blank; also the chunk's columns
    std::uint64_t footer_from = UINT64_MAX; // offset in the text behind the last row of the table
};

// Judges the rows of the sample, which begins where the file does; `whole` says that it is all of it.
Layout detect_layout(const Records& sample, bool whole, const ReadOptions& options);

// What a row below the header is, by its cells alone. `least` as above.
RowKind kind_of_row(std::span<const std::string_view> cells, std::size_t least);
} // namespace engine::csv
