#pragma once
// Opens a file of any supported format as tables of text rows.
#include "base/bytes.hpp"
#include "engine/table/chunk.hpp"
#include "engine/table/doubt.hpp"
#include "engine/table/finding.hpp"
#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
enum class FileKind { csv, xlsx, ods, xls, html, pdf, jsonl };
BOOST_DESCRIBE_ENUM(FileKind, csv, xlsx, ods, xls, html, pdf, jsonl)

// What was detected, or set by the caller. An absent quote or escape is "".
struct Dialect {
    std::string encoding = "UTF-8";
    std::string delimiter = ",";
    std::string quotechar = "\"";
    std::string escapechar;
    std::string newline = "\n";
    std::optional<int> header_row; // 1-based source row; null when the file has no header
};
BOOST_DESCRIBE_STRUCT(Dialect, (), (encoding, delimiter, quotechar, escapechar, newline, header_row))

// What a person, a contract or a flag fixed; everything unset is detected.
struct ReadOptions {
    std::optional<std::string> encoding;
    std::optional<std::string> delimiter, quote, escape; // empty for none; quote and escape are one byte
    std::optional<int> header_row;                       // 1-based source row; 0 says that there is no header
    std::optional<int> header_rows;                      // how many rows the header takes, usually 1
    std::optional<std::string> sheet, pages;
    std::optional<std::string> area; // of a PDF's pages: left, top, right, bottom in percent, "10,20,90,95"
    std::optional<std::string> password;
    std::optional<int> table{}; // which of the file's tables, from 1; hidden ones count
    bool stored = false;        // stored values instead of displayed text (XLSX)
    // As a contract's types expect them (XLSX): date cells as ISO 8601, never as the sheet's language orders day and
    // month; numbers with all their digits, unless their format adds leading zeros, which are kept. Set by `process`.
    bool canonical = false;
};
BOOST_DESCRIBE_STRUCT(ReadOptions, (),
                      (encoding, delimiter, quote, escape, header_row, header_rows, sheet, pages, area, password, table,
                       stored, canonical))

// Where a cell stands on a page (points from its top left corner), and the rows and columns it takes, counted from 0.
struct PlacedCell {
    std::size_t row = 0, column = 0, last_row = 0, last_column = 0;
    int page = 1;
    float left = 0, top = 0, right = 0, bottom = 0;
    std::string text;
};

// One table of a file. Rows come in source order, every source row exactly once, header and blank rows included, each
// with its kind; so a consumer can count them all.
class TableReader
{
public:
    virtual ~TableReader() = default;

    int page = 1;
    std::optional<std::string> sheet;
    double confidence = 1.0;
    bool hidden = false;
    std::vector<PlacedCell> cells; // of tables on pages; empty for all others

    // Fills `out` (cleared first) with up to rows_per_chunk rows; false when there are none left.
    // A malformed row is reported to `findings` with its raw text and its neighbours survive. Throws Unreadable.
    virtual bool next(Chunk& out, std::vector<Finding>& findings) = 0;
    // How many rows the source has, counted while its text was taken apart and apart from the rows that were given;
    // nothing where the reader does not count. Once `next` has said false.
    virtual std::optional<std::uint64_t> counted() const { return std::nullopt; }
    // Share of the source consumed so far, 0 … 1, for progress.
    virtual double progress() const = 0;
};

struct OpenedFile {
    FileKind kind = FileKind::csv;
    Dialect dialect;
    std::shared_ptr<const void> keep; // what the tables read from, where it is not the source itself
    std::vector<std::unique_ptr<TableReader>> tables;
    std::vector<Notice> notices;
    std::vector<Doubt> doubts;
};

// Sniffs the bytes (the name only helps) and opens them. The source outlives the result. Throws Unreadable.
OpenedFile open_file(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine
