#include "engine/doubts/unread.hpp"
#include "engine/contract/choices.hpp"
#include "engine/read/all_sheets.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace engine
{
namespace
{
constexpr std::size_t most_named = 12;

bool has_sheets(FileKind kind) { return kind == FileKind::xlsx || kind == FileKind::ods || kind == FileKind::xls; }

std::string name_of(const TableOffer& table)
{
    return table.sheet ? fmt::format("“{}”", *table.sheet)
                       : fmt::format("table {} on page {}", table.number, table.page);
}

std::string joined(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most_named; ++i) text += (i ? ", " : "") + names[i];
    if (names.size() > most_named) text += fmt::format(" and {} more", names.size() - most_named);
    return text;
}
} // namespace

std::optional<Notice> unread_tables(const std::vector<TableOffer>& tables, FileKind kind)
{
    std::vector<std::string> names;
    for (const auto& table : tables)
        if (!table.chosen) names.push_back(name_of(table));
    if (names.empty() || names.size() == tables.size()) return std::nullopt;
    return Notice{"other_tables", fmt::format("Other {} of the file are not read: {}.",
                                              has_sheets(kind) ? "sheets" : "tables", joined(names))};
}

std::optional<Doubt> sheet_doubt(const std::vector<TableOffer>& tables, const Reason& reason, FileKind kind)
{
    if (!has_sheets(kind) || reason.code != "ambiguous_table" || tables.empty()) return std::nullopt;
    auto fitting = std::ranges::max(tables, {}, &TableOffer::matched).matched;
    Doubt doubt;
    doubt.what = "sheet";
    doubt.question = "Which sheets are meant?";
    doubt.evidence = reason.message;
    doubt.consequence = "The rows of a sheet that is left out are missing from everything that is published.";
    auto add = [&](std::string answer, std::string title) -> Alternative& {
        auto& one = doubt.alternatives.emplace_back();
        one.answer = std::move(answer);
        one.title = std::move(title);
        return one;
    };
    add(std::string(every_sheet), "all of them, with the name of the sheet as a column");
    std::vector<std::string> names;
    for (const auto& table : tables) {
        if (table.matched < fitting || !table.sheet) continue;
        auto& one = add(*table.sheet, fmt::format("the sheet “{}” alone", *table.sheet));
        if (table.rows.size() > 1) one.sample = table.rows[1];
        names.push_back(*table.sheet);
    }
    doubt.alternatives.front().sample = names;
    return doubt;
}

std::vector<Notice> columns_apart(std::vector<MappedColumn>& columns, const BatchLayout& layout, const Schema& schema)
{
    std::string ignored, missing;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!columns[c].field && layout.step_reads(c))
            columns[c].how = "step";
        else if (!columns[c].field && !columns[c].source.empty())
            ignored += (ignored.empty() ? "“" : ", “") + columns[c].source + "”";
    }
    for (std::size_t i = 0; i < schema.fields.size(); ++i)
        if (!layout.has_values(i)) missing += (missing.empty() ? "" : ", ") + schema.fields[i].title;
    std::vector<Notice> out;
    if (!ignored.empty())
        out.push_back(
            {"ignored_columns", fmt::format("Columns that the file rules do not name are left out: {}.", ignored)});
    if (!missing.empty())
        out.push_back({"missing_columns",
                       fmt::format("The file has no {}; it stays empty, and checks of it are left out.", missing)});
    return out;
}

void LeftOutRows::see(const Chunk& chunk)
{
    for (std::size_t row = 0; row < chunk.rows(); ++row)
        if (chunk.kind[row] == RowKind::totals || chunk.kind[row] == RowKind::footer)
            rows_.push_back(chunk.sheet.empty() ? std::to_string(chunk.line[row])
                                                : fmt::format("{} of “{}”", chunk.line[row], chunk.sheet));
}

std::optional<Notice> LeftOutRows::notice() const
{
    constexpr std::size_t most = 5;
    if (rows_.empty()) return std::nullopt;
    std::string rows;
    for (std::size_t i = 0; i < rows_.size() && i < most; ++i) rows += (rows.empty() ? "" : ", ") + rows_[i];
    if (rows_.size() > most) rows += fmt::format(" and {} more", rows_.size() - most);
    return Notice{"left_out_rows",
                  fmt::format("Taken for totals or notes below the table and left out: row {}.", rows)};
}

UnusedRows::UnusedRows(const Choices& choices) : skips_(chosen(choices, "rows", "prepared") == "skip") {}

void UnusedRows::mark(Chunk& chunk)
{
    marked_ = rows_.of(chunk);
    for (std::size_t row = 0; row < chunk.rows(); ++row)
        if (skips_ && marked_[row]) chunk.kind[row] = RowKind::excluded;
}

void UnusedRows::see(const Batch& batch)
{
    constexpr std::size_t most_shown = 3;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        if (!marked_[row] || batch.kind[row] != RowKind::data) continue;
        ++count_;
        if (lines_.size() < most_shown) lines_.push_back(batch.line[row]);
    }
}

std::optional<Doubt> UnusedRows::doubt() const
{
    if (count_ < least_prepared_rows) return std::nullopt;
    Doubt doubt;
    doubt.what = "rows";
    doubt.about = "prepared";
    doubt.question = "Are these rows records?";
    doubt.evidence = fmt::format("{} rows have nothing of their own but what was filled in beforehand, such as a "
                                 "number that counts on or the same words in each: row {} and others.",
                                 count_, fmt::join(lines_, ", "));
    doubt.consequence = "Published as records, they are counted and say nothing.";
    doubt.alternatives = {{"skip", "They were prepared and not used: leave them out", {}},
                          {"keep", "They are records like the others", {}}};
    return doubt;
}

void UnnamedCells::see(const Chunk& chunk, const std::vector<MappedColumn>& columns, std::span<const std::uint8_t> held)
{
    rows_.resize(std::max(rows_.size(), chunk.columns.size()));
    for (std::size_t c = 0; c < chunk.columns.size(); ++c) {
        if (c < columns.size() && !columns[c].source.empty()) continue;
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            rows_[c] += chunk.kind[row] == RowKind::data && !held[row] && !is_blank(chunk.cell(c, row));
    }
}

std::optional<Notice> UnnamedCells::notice() const
{
    std::vector<std::string> columns;
    for (std::size_t c = 0; c < rows_.size(); ++c)
        if (rows_[c] > 0)
            columns.push_back(fmt::format("column {} ({} {})", c + 1, rows_[c], rows_[c] == 1 ? "row" : "rows"));
    if (columns.empty()) return std::nullopt;
    return Notice{"unnamed_columns", fmt::format("Cells without a name above them are left out: {}. Give the columns "
                                                 "names if their values are needed.",
                                                 joined(columns))};
}
} // namespace engine
