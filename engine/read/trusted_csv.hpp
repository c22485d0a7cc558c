#pragma once
// Reads back what csv_writer (publish/) wrote: UTF-8, line feeds, RFC 4180, header first, nothing to detect. The
// apostrophe that the writer puts before text a spreadsheet would run as a formula is taken away again, without loss.
#include "base/bytes.hpp"
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class TrustedCsv
{
public:
    // The source outlives the reader. `offset` is 0 or what offset() said before: reading goes on there.
    explicit TrustedCsv(const ByteSource& source, std::uint64_t offset = 0);
    ~TrustedCsv();

    const std::vector<std::string>& header() const { return header_; }
    // Fills `out` (cleared first) with up to `most_rows` rows of kind data, one column for each of the header; blank
    // cells are null. `line` counts rows from the offset that reading began at: 2 is the first row below the header
    // when that was 0. False when there are none left.
    bool next(Chunk& out, std::size_t most_rows = rows_per_chunk);
    // Bytes from the beginning of the file to the row that `next` gives next.
    std::uint64_t offset() const;
    double progress() const;

private:
    struct Rows;
    std::vector<std::string> header_;
    std::unique_ptr<Rows> rows_;
};

// Where these columns are in a file that csv_writer wrote: a table of one width from its first line to its last, with
// these names in its header. Nothing where the file is another.
std::optional<std::vector<std::size_t>> published_columns(const ByteSource& file, std::span<const std::string> names);
} // namespace engine
