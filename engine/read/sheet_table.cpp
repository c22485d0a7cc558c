#include "engine/read/sheet_table.hpp"
#include "engine/read/all_sheets.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/side_by_side.hpp"
#include "engine/read/stacked_tables.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <ranges>
#include <unordered_map>
#include <utility>

namespace engine
{
namespace
{
constexpr std::size_t sampled_rows = 200;
constexpr std::size_t sampled_bytes = 8U << 20;

// Copies the texts of a row; one that several cells share is kept once, or a small file would fill the memory.
void copy_texts(std::vector<std::string_view>& cells, Arena& arena)
{
    std::unordered_map<const char*, std::string_view> copies;
    for (auto& cell : cells) {
        if (cell.empty()) continue;
        auto& copy = copies[cell.data()];
        if (copy.size() != cell.size()) copy = arena.copy(cell);
        cell = copy;
    }
}

Finding merged_cells(std::uint64_t count)
{
    Finding finding;
    finding.rule = "merged_cells";
    finding.severity = Severity::warning;
    finding.message = fmt::format("The sheet merges cells over several rows; {} {} read with the value of the merged "
                                  "cell.",
                                  count, count == 1 ? "cell is" : "cells are");
    finding.expected = "each row with its own value";
    finding.remedy = "Look whether the value is meant for every row that it stands beside.";
    return finding;
}
} // namespace

SheetTable::SheetTable(std::shared_ptr<SheetRows> rows, const ReadOptions& options)
    : rows_(std::move(rows)), canonical_(options.canonical)
{
    sample(options);
}

bool SheetTable::next(Chunk& out, std::vector<Finding>& findings)
{
    ChunkBuilder builder(out, layout_.most);
    if (!std::exchange(begun_, true)) tell_hidden_columns(findings);
    out.keep.push_back(rows_);
    while (!builder.full(0) && fill(out, builder)) {
    }
    std::ranges::move(notes_, std::back_inserter(findings));
    notes_.clear();
    if (waiting_.empty() && !ended_) wait_for_next(out.arena); // whether this was the last row
    if (ended_ && waiting_.empty() && !std::exchange(reported_, true)) {
        auto first = findings.size();
        rows_->report(findings);
        if (merged_.filled() > 0) findings.push_back(merged_cells(merged_.filled()));
        for (auto i = first; i < findings.size(); ++i) findings[i].sheet = sheet;
    }
    return builder.rows() > 0;
}

// Reads the first rows and finds the header among them; rows that the sheet leaves out are blank.
void SheetTable::sample(const ReadOptions& options)
{
    Arena arena;
    while (waiting_.size() < sampled_rows && texts_.bytes() < sampled_bytes && !ended_) wait_for_next(arena);
    auto rows = first_rows();
    bool whole = ended_ && (waiting_.empty() ? rows.empty() : rows.size() == waiting_.back().line);
    layout_ = detect_layout(rows, whole, options);
    end_at_next_table(rows);
}

// Another table below a blank row is no part of this one; its rows are left out, and that is said.
void SheetTable::end_at_next_table(std::span<const RowCells> rows)
{
    if (!canonical_ || !layout_.header_row) return;
    auto header = static_cast<std::size_t>(*layout_.header_row) - 1;
    auto is_blank_row = [](RowCells cells) { return std::ranges::all_of(cells, is_blank); };
    for (const auto& table : find_stacked_tables(rows)) {
        auto names = table.begin;
        while (names < rows.size() && is_blank_row(rows[names])) ++names;
        bool below_blank = table.begin > 0 && (names > table.begin || is_blank_row(rows[table.begin - 1]));
        if (table.begin <= header || !below_blank || names == rows.size()) continue;
        if (!layout_.footer || *layout_.footer > table.begin) layout_.footer = table.begin;
        return;
    }
}

std::vector<RowCells> SheetTable::first_rows() const
{
    std::vector<RowCells> rows;
    for (const auto& row : waiting_) {
        if (row.line > 2 * sampled_rows) break;
        rows.resize(std::max<std::size_t>(rows.size(), row.line - 1));
        rows.emplace_back(row.cells);
    }
    return rows;
}

bool SheetTable::parse(Arena& arena)
{
    if (!rows_->next(arena, row_)) return false;
    last_line_ = row_.line;
    return true;
}

void SheetTable::wait_for_next(Arena& arena)
{
    if (parse(arena))
        keep_waiting();
    else
        ended_ = true;
}

void SheetTable::keep_waiting()
{
    if (waiting_.empty()) texts_.clear();
    waiting_.push_back(row_);
    copy_texts(waiting_.back().cells, texts_);
}

// Adds the next row, blank or not; false when there is none or it does not fit.
bool SheetTable::fill(Chunk& out, ChunkBuilder& builder)
{
    if (waiting_.empty()) {
        if (ended_) return false;
        if (!parse(out.arena)) {
            ended_ = true;
            return false;
        }
        if (row_.line == line_ && !builder.full(row_.cells.size())) {
            fill_merged(row_, out.arena);
            note(row_, kind(row_.cells));
            builder.add(row_.cells, kind(row_.cells), line_, row_.cells.size());
            ++line_;
            return true;
        }
        keep_waiting();
    }
    auto& row = waiting_.front();
    if (line_ < row.line) {
        builder.add({}, RowKind::blank, line_++, 0);
        return true;
    }
    if (builder.full(row.cells.size())) return false;
    copy_texts(row.cells, out.arena);
    fill_merged(row, out.arena);
    note(row, kind(row.cells));
    builder.add(row.cells, kind(row.cells), line_, row.cells.size());
    ++line_;
    waiting_.pop_front();
    return true;
}

void SheetTable::fill_merged(SheetRow& row, Arena& arena)
{
    auto ranges = rows_->merged();
    if (ranges.empty()) return;
    auto body = layout_.header_row ? *layout_.header_row + layout_.header_rows : layout_.first_row;
    merged_.fill(ranges, static_cast<std::uint64_t>(body), row.line, row.cells, arena);
}

void SheetTable::note(const SheetRow& row, RowKind kind)
{
    if (!canonical_ || kind != RowKind::data) return;
    auto line = static_cast<std::int64_t>(row.line);
    if (row.struck) notes_.push_back(cell_note({CellNote::struck, 0, 1}, line));
    for (auto column : merged_.numbers()) notes_.push_back(cell_note({CellNote::merged, column, 1}, line));
}

// Those with a value in the first rows.
void SheetTable::tell_hidden_columns(std::vector<Finding>& findings) const
{
    std::string names, letters;
    for (auto column : rows_->hidden_columns()) {
        auto has_value = [&](const SheetRow& row) { return column < row.cells.size() && !is_blank(row.cells[column]); };
        auto first = std::ranges::find_if(waiting_, has_value);
        if (first == waiting_.end()) continue;
        letters += (letters.empty() ? "" : ",") + column_letters(column);
        names +=
            fmt::format("{}{} (“{}”)", names.empty() ? "" : ", ", column_letters(column), trim(first->cells[column]));
    }
    if (letters.empty()) return;
    Finding finding;
    finding.rule = "hidden_columns";
    finding.severity = Severity::warning;
    finding.sheet = sheet;
    finding.value = letters;
    finding.message = fmt::format("The sheet hides columns: {}. They are read like all others.", names);
    finding.expected = "a sheet that shows all of its columns";
    finding.remedy = "Look whether the hidden columns are meant to be sent. If they are not, delete them.";
    findings.push_back(std::move(finding));
}

RowKind SheetTable::kind(RowCells cells) const
{
    auto what = layout_.kind(line_, cells);
    bool below = layout_.footer && line_ > *layout_.footer;
    return what == RowKind::data && below ? RowKind::footer : what;
}

void finish_workbook(OpenedFile& file)
{
    int page = 0;
    for (auto& table : file.tables) {
        table->page = ++page;
        if (table->hidden)
            file.notices.push_back(
                {"hidden_sheet", fmt::format("The sheet “{}” is hidden; it is left out.", table->sheet.value_or(""))});
        else if (const auto* of_sheet = dynamic_cast<SheetTable*>(table.get()); of_sheet && !file.dialect.header_row)
            file.dialect.header_row = of_sheet->layout().header_row;
    }
}

std::vector<std::size_t> hidden_columns_in(const Finding& finding)
{
    std::vector<std::size_t> columns;
    for (auto part : std::views::split(finding.value.value_or(""), ',')) {
        std::size_t column = 0;
        for (char c : part) column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
        if (column > 0) columns.push_back(column - 1);
    }
    return columns;
}

Finding hidden_rows(const std::string& file, std::uint64_t count)
{
    Finding finding;
    finding.rule = "hidden_rows";
    finding.severity = Severity::warning;
    finding.file = file;
    finding.message = fmt::format("The sheet has {} hidden {}; {} read like all others.", count,
                                  count == 1 ? "row" : "rows", count == 1 ? "it is" : "they are");
    finding.expected = "a sheet that shows all of its rows";
    finding.remedy = "Clear the filter or show the rows. If they do not belong to the data, delete them.";
    return finding;
}

namespace
{
std::size_t chosen_sheet(const std::vector<ListedSheet>& sheets, const std::string& wanted, const std::string& file)
{
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (sheets[i].name == wanted) return i;
    std::string list;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (fold(sheets[i].name) == fold(wanted) || wanted == std::to_string(i + 1)) return i;
        list += (i ? ", “" : "“") + sheets[i].name + "”";
    }
    throw Unreadable("sheet", fmt::format("“{}” has no sheet “{}”. It has {}; name one of them.", file, wanted, list));
}

bool is_every_sheet(const std::vector<ListedSheet>& sheets, const ReadOptions& options)
{
    return options.sheet && fold(*options.sheet) == every_sheet &&
           std::ranges::none_of(sheets, [&](const ListedSheet& sheet) { return fold(sheet.name) == every_sheet; });
}

std::string quoted_names(const std::vector<std::string>& names)
{
    std::string list;
    for (const auto& name : names) list += fmt::format("{}“{}”", list.empty() ? "" : ", ", name);
    return list;
}

// The visible sheets become one table.
void put_together(OpenedFile& file)
{
    std::erase_if(file.tables, [](const auto& table) { return table->hidden; });
    std::vector<std::string> left_out;
    auto whole = all_sheets(std::move(file.tables), left_out);
    file.tables.clear();
    if (whole) file.tables.push_back(std::move(whole));
    if (!left_out.empty())
        file.notices.push_back(
            {"other_sheets", fmt::format("Sheets with other columns are not read: {}.", quoted_names(left_out))});
}

void note_others(OpenedFile& file, const std::vector<ListedSheet>& sheets, std::size_t chosen)
{
    std::vector<std::string> others;
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (i != chosen && !sheets[i].hidden) others.push_back(sheets[i].name);
    if (!others.empty())
        file.notices.push_back(
            {"other_sheets", fmt::format("Other sheets of the workbook are not read: {}.", quoted_names(others))});
}

// A part of a sheet that is one table.
struct Part {
    ListedSheet listed;
    std::unique_ptr<TableReader> table;
};

// The sheets as tables; for a contract, those that stand beside each other on a sheet are tables of their own.
std::vector<Part> parts_of(const std::vector<ListedSheet>& sheets, std::span<const std::size_t> wanted,
                           const OpenSheet& open, const ReadOptions& options)
{
    std::vector<Part> parts;
    for (auto i : wanted) {
        auto whole = std::make_unique<SheetTable>(open(i), options);
        auto ranges = options.canonical ? side_by_side(whole->first_rows()) : std::vector<ColumnRange>();
        if (ranges.size() < 2) parts.push_back({sheets[i], std::move(whole)});
        for (auto range : ranges)
            parts.push_back({{fmt::format("{} ({})", sheets[i].name, letters_of(range)), sheets[i].hidden},
                             std::make_unique<SheetTable>(columns_of(open(i), range), options)});
    }
    for (auto& part : parts) {
        part.table->sheet = part.listed.name;
        part.table->hidden = part.listed.hidden;
    }
    return parts;
}

// The sheet of a name such as “Marks (E:G)”, where that is no sheet itself.
std::string sheet_of_part(const std::vector<ListedSheet>& sheets, const std::string& wanted)
{
    auto at = wanted.rfind(" (");
    bool is_part = at != wanted.npos && wanted.ends_with(')') && std::ranges::count(wanted.substr(at), ':') == 1 &&
                   std::ranges::find(sheets, wanted, &ListedSheet::name) == sheets.end();
    return is_part ? wanted.substr(0, at) : wanted;
}
} // namespace

OpenedFile open_sheets(FileKind kind, const std::vector<ListedSheet>& sheets, const OpenSheet& open,
                       const std::string& file, const ReadOptions& options)
{
    OpenedFile opened;
    opened.kind = kind;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    bool all = is_every_sheet(sheets, options);
    bool one = options.sheet && *options.sheet != "auto" && !all;
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < sheets.size() && !one; ++i) wanted.push_back(i);
    if (one) wanted.push_back(chosen_sheet(sheets, sheet_of_part(sheets, *options.sheet), file));
    auto parts = parts_of(sheets, wanted, open, options);
    if (one && sheet_of_part(sheets, *options.sheet) != *options.sheet) {
        std::vector<ListedSheet> names;
        for (const auto& part : parts) names.push_back(part.listed);
        opened.tables.push_back(std::move(parts[chosen_sheet(names, *options.sheet, file)].table));
    } else
        for (auto& part : parts) opened.tables.push_back(std::move(part.table));
    finish_workbook(opened);
    if (all) put_together(opened);
    if (one) note_others(opened, sheets, wanted.front());
    return opened;
}
} // namespace engine
