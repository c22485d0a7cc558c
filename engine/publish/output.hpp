#pragma once
// What every report writer has in common: columns, then rows, then the end.
#include "base/bytes.hpp"
#include "engine/publish/picture.hpp"
#include "engine/summary/output_column.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine
{
struct ReportFigures; // figures/figures.hpp

// Everything that a report says besides its rows. Only values derived from the input belong here, so that the same
// input gives the same bytes.
struct ReportText {
    std::string title;
    std::string subtitle; // department, period
    std::string school;
    std::string accent; // "#4338ca"; empty: the writer's own
    std::optional<Picture> logo;
    std::string language = "en-GB";
    std::vector<std::string> facts; // behind how many rows there are: “440 in the file”
    // Filled by the time of `finish`; null where nothing but the rows is told.
    std::shared_ptr<const ReportFigures> figures;
    std::string compared_with;           // what the figures before are of: “the last period”
    std::vector<std::string> totals;     // names of columns to add up below the rows
    std::vector<std::string> quantities; // columns whose numbers are written as numbers are, and not as codes
    std::string currency;                // of the columns of money
    std::vector<std::string> money;
    bool lists_rows = true;
    std::string subtotals;                   // the column by whose values rows are put together and added up; or none
    std::vector<std::string> subtotal_order; // of its values, as the file rules list them
    std::optional<int> suppress_below;       // fewer rows are not added up
    std::vector<std::pair<std::string, std::string>> provenance; // "File" → "attendance.csv", "SHA-256" → …
    std::vector<std::string> notes;                              // "14 rows are held back and follow in version 2."
};

// Receives rows in order. Cells are canonical text: dates ISO 8601, numbers with a point, null cells null.
class TableWriter
{
public:
    virtual ~TableWriter() = default;
    virtual void row(std::span<const std::string_view> cells) = 0;
    virtual void finish() = 0; // call once, after the last row
};

// RFC 4180, UTF-8, line feeds. Text that a spreadsheet would run as a formula gets a leading apostrophe; a number such
// as -5 does not. trusted_csv (read/) takes the apostrophe away again, without loss.
std::unique_ptr<TableWriter> csv_writer(ByteSink& sink, std::vector<OutputColumn> columns);
// The same for a double click in Excel: with a byte order mark, so that it takes the text for UTF-8, and lines that end
// in CR LF.
std::unique_ptr<TableWriter> excel_csv_writer(ByteSink& sink, std::vector<OutputColumn> columns);
// Typed cells, frozen bold header, fitted widths, no formulas; further sheets past 1,048,576 rows.
std::unique_ptr<TableWriter> xlsx_writer(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text);
// Tagged PDF 1.7: header, repeated table head, page x of y, totals, provenance. Shows at most `pdf_row_limit` rows and
// says so.
std::unique_ptr<TableWriter> pdf_writer(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text);
inline constexpr std::int64_t pdf_row_limit = 20000;
} // namespace engine
