#pragma once
// Which rows of a file or a sheet are its table: preamble, header, body, footer.
#include "engine/read/header.hpp"
#include "engine/read/reader.hpp"
#include "engine/table/chunk.hpp"
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace engine
{

struct Layout {
    std::optional<int> header_row; // 1-based source row
    int header_rows = 1;
    int first_row = 1;                 // the table begins here: the header, or the first data row
    std::size_t usual = 1;             // cells that most rows have
    std::size_t least = 1;             // a row with fewer cells is malformed
    std::size_t most = 1;              // as is one with more that are not blank; also the columns of a chunk
    std::optional<std::size_t> footer; // index in the sample of the first row behind the table

    // What the row at this line is; rows behind the table look like data here.
    RowKind kind(std::uint64_t line, RowCells cells) const;
    // For a table that does not begin where its source does.
    void move_down(int rows);
};

// Judges the rows at the beginning of a source; `whole` says that they are all of it.
Layout detect_layout(std::span<const RowCells> sample, bool whole, const ReadOptions& options);

// The first of the notes that stand below a table at the very end of `rows`: rows of one cell where the table has three
// or more. Rows before `from` are not looked at.
std::optional<std::size_t> find_footer(std::span<const RowCells> rows, std::size_t from, std::size_t least);

// What a row below the header is, by its cells alone. `least` as above.
RowKind kind_of_row(RowCells cells, std::size_t least);
} // namespace engine
