#pragma once
// What of a file was not read, in sentences; and the question which of its tables are meant.
#include "engine/process.hpp"

namespace engine
{
// The tables beside the chosen one, where it was chosen among several.
std::optional<Notice> unread_tables(const std::vector<TableOffer>& tables, FileKind kind);

// The sheets that fit equally well, or all of them; nothing for files whose tables are no sheets.
std::optional<Doubt> sheet_doubt(const std::vector<TableOffer>& tables, const Reason& reason, FileKind kind);

// Rows that hold text and are not taken for data: each could be a record.
class LeftOutRows
{
public:
    void see(const Chunk& chunk);
    std::optional<Notice> notice() const;

private:
    std::vector<std::string> rows_; // by their lines
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
