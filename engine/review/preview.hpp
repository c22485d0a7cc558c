#pragma once
// What the first rows of a file would become, without checking the rest: shown before a person decides how a file is
// to be read.
#include "engine/run/job.hpp"
#include "engine/run/table_offer.hpp"

namespace engine
{
// A row as sent and as the file rules would have it, cut to what a screen shows.
struct PreviewRow {
    std::int64_t line = 0;
    std::vector<std::string> before; // by column of the file
    std::vector<std::string> after;  // by field
    std::vector<std::string> wrong;  // fields whose value would have to be corrected
};
BOOST_DESCRIBE_STRUCT(PreviewRow, (), (line, before, after, wrong))

struct Preview {
    FileKind kind = FileKind::csv;
    Dialect dialect;
    std::optional<std::string> sheet;
    std::int64_t page = 1;
    std::vector<TableOffer> tables; // where the file has several
    std::vector<MappedColumn> mapping;
    std::vector<Reason> reasons; // what would still be asked
    std::vector<std::string> fields;
    std::vector<PreviewRow> rows;
};
BOOST_DESCRIBE_STRUCT(Preview, (), (kind, dialect, sheet, page, tables, mapping, reasons, fields, rows))

// The first `most` data rows. Throws as prepare does.
Preview preview(const Job& job, std::size_t most = 20);
} // namespace engine
