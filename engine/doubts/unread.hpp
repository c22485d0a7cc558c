#pragma once
// What of a file was not read, in sentences; and the question which of its tables are meant.
#include "engine/read/prepared_rows.hpp"
#include "engine/read/reader.hpp"
#include "engine/run/table_offer.hpp"
#include "engine/standardize/layout.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/batch.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"

namespace engine
{
// The tables beside the chosen one, where it was chosen among several.
std::optional<Notice> unread_tables(const std::vector<TableOffer>& tables, FileKind kind);

// The sheets that fit equally well, or all of them; nothing for files whose tables are no sheets.
std::optional<Doubt> sheet_doubt(const std::vector<TableOffer>& tables, const Reason& reason, FileKind kind);

// Columns that are not taken from the file, and those that are not found in it; one that a step reads is marked as
// that.
std::vector<Notice> columns_apart(std::vector<MappedColumn>& columns, const BatchLayout& layout, const Schema& schema);

// Rows that hold text and are not taken for data: each could be a record.
class LeftOutRows
{
public:
    void see(const Chunk& chunk);
    std::optional<Notice> notice() const;

private:
    std::vector<std::string> rows_; // by their lines
};

// Rows that were prepared and perhaps never filled in: asked about, and left out where somebody says so.
class UnusedRows
{
public:
    explicit UnusedRows(const Choices& choices);
    void mark(Chunk& chunk);
    void see(const Batch& batch); // of the chunk marked last: those that are still data
    std::optional<Doubt> doubt() const;

private:
    PreparedRows rows_;
    bool skips_;
    std::vector<std::uint8_t> marked_;
    std::vector<std::uint64_t> lines_; // the first ones
    std::int64_t count_ = 0;
};

// Cells in columns that have no name, which nothing can ask for.
class UnnamedCells
{
public:
    // Rows that are held back are shown with all their cells, so they do not count.
    void see(const Chunk& chunk, const std::vector<MappedColumn>& columns, std::span<const std::uint8_t> held);
    std::optional<Notice> notice() const;

private:
    std::vector<std::int64_t> rows_; // by column: data rows with a value
};
} // namespace engine
