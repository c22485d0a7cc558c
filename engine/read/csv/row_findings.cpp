#include "engine/read/csv/row_findings.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>

namespace engine::csv
{
namespace
{
constexpr std::size_t longest_raw = 500;

std::string shortened(std::string_view raw)
{
    if (raw.size() <= longest_raw) return std::string(raw);
    std::string text(raw.substr(0, longest_raw));
    text.resize(utf8_prefix(text));
    return text + " …";
}
} // namespace

Finding malformed_row(const OddRow& row, std::size_t usual)
{
    bool unclosed = row.damage == Damage::unclosed_quote;
    bool counted = row.few || row.many;
    Finding finding;
    finding.rule = "malformed_row";
    bool counts = counted || row.damage == Damage::loose_quote;
    finding.severity = counts || unclosed ? Severity::error : Severity::warning;
    finding.file = row.file;
    finding.line = static_cast<std::int64_t>(row.line);
    finding.value = shortened(row.raw);
    if (unclosed)
        finding.message = fmt::format("Row {} has an opening quotation mark that is never closed.", row.line);
    else if (counted)
        finding.message = fmt::format("Row {} has {} cells, {} than the {} of the table.", row.line, row.cells,
                                      row.few ? "fewer" : "more", usual);
    else
        finding.message = fmt::format("Row {} has a quotation mark inside {}.", row.line,
                                      counts ? "a cell that does not begin with one" : "a quoted cell");
    if (row.repaired) finding.message += fmt::format(" It was read as the {} cells that it most likely means.", usual);
    finding.expected = counted ? fmt::format("{} cells, as the other rows have", usual)
                               : "quotation marks in pairs; one inside a cell is written twice";
    finding.remedy =
        fmt::format("Correct row {} in the source and send the file again, or correct its cells here.", row.line);
    return finding;
}

Finding several_rows_in_one(const std::string& file, std::uint64_t line, std::size_t lines, std::string_view raw)
{
    Finding finding;
    finding.rule = "malformed_row";
    finding.file = file;
    finding.line = static_cast<std::int64_t>(line);
    finding.value = shortened(raw);
    finding.message =
        fmt::format("Row {} goes over {} lines, and each of them looks like a row of its own: a quotation "
                    "mark before them and another after them made them one.",
                    line, lines);
    finding.expected = "quotation marks in pairs, around one cell";
    finding.remedy = fmt::format("Take the two quotation marks out of the source and send the file again; until then "
                                 "these {} rows are not published.",
                                 lines);
    return finding;
}

bool has_lost_character(std::string_view text) { return text.contains("\uFFFD"); }

Finding lost_character(const std::string& file, std::uint64_t line, std::string_view cell, const std::string& encoding)
{
    Finding finding;
    finding.rule = "lost_character";
    finding.file = file;
    finding.line = static_cast<std::int64_t>(line);
    finding.value = shortened(cell);
    finding.message =
        fmt::format("“{}” has a character that cannot be read as {}, or was lost before the file came here.",
                    *finding.value, encoding);
    finding.expected = "letters that can be read";
    finding.remedy = fmt::format("Type row {} anew where it has the mark \uFFFD, or correct it in the source.", line);
    return finding;
}

Unreadable too_many_columns(const std::string& file, std::uint64_t line)
{
    return {"limit", fmt::format("Row {} of “{}” has more than {} columns. A table with one record on each line was "
                                 "expected; check the delimiter and export the file again.",
                                 line, file, most_columns)};
}

Unreadable too_many_blank_rows(const std::string& file, std::uint64_t below, std::size_t rows)
{
    return {"limit",
            fmt::format("“{}” has {} blank rows and more below row {}. A table with one record on each line was "
                        "expected; delete the blank rows, or export the file again.",
                        file, rows, below)};
}
} // namespace engine::csv
