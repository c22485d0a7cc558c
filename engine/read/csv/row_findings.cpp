#include "engine/read/csv/row_findings.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::csv
{
namespace
{
constexpr std::size_t longest_raw = 500;

// The row as it stands in the file, or as near to that as its cells tell; cut where it is long.
std::string raw_text(const ReadRow& row, const Punctuation& punctuation)
{
    std::string text(row.raw);
    if (row.raw.empty()) {
        for (auto cell : row.cells) {
            if (cell.data() != row.cells.front().data()) text += punctuation.delimiter;
            text += cell;
            if (text.size() > longest_raw) break;
        }
    }
    if (text.size() <= longest_raw) return text;
    text.resize(longest_raw);
    text.resize(utf8_prefix(text));
    return text + " …";
}
} // namespace

void report_row(const ReadRow& row, AllowedWidth allowed, const Punctuation& punctuation,
                std::vector<Finding>& findings)
{
    auto cells = row.cells.size();
    bool few = cells < allowed.least;
    bool many = cells > allowed.most &&
                !std::ranges::all_of(row.cells.subspan(allowed.most), [](auto cell) { return is_blank(cell); });
    bool unclosed = row.damage == Damage::unclosed_quote;
    if (!few && !many && row.damage == Damage::none) return;
    Finding finding;
    finding.rule = "malformed_row";
    finding.severity = few || many || unclosed ? Severity::error : Severity::warning;
    finding.file = row.file;
    finding.line = static_cast<std::int64_t>(row.line);
    finding.value = raw_text(row, punctuation);
    if (unclosed)
        finding.message = fmt::format("Row {} has an opening quotation mark that is never closed.", row.line);
    else if (few || many)
        finding.message = fmt::format("Row {} has {} cells, {} than the {} of the table.", row.line, cells,
                                      few ? "fewer" : "more", few ? allowed.least : allowed.most);
    else
        finding.message = fmt::format("Row {} has a quotation mark inside a quoted cell.", row.line);
    finding.expected = few || many ? fmt::format("{} cells, as the other rows have", few ? allowed.least : allowed.most)
                                   : "quotation marks in pairs; one inside a cell is written twice";
    finding.remedy =
        fmt::format("Correct row {} in the source and send the file again, or correct its cells here.", row.line);
    findings.push_back(std::move(finding));
}

Unreadable too_many_columns(const std::string& file, std::uint64_t line)
{
    return {"limit", fmt::format("Row {} of “{}” has more than {} columns. A table with one record on each line was "
                                 "expected; check the delimiter and export the file again.",
                                 line, file, most_columns)};
}
} // namespace engine::csv
