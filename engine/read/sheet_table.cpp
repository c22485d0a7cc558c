#include "engine/read/sheet_table.hpp"
#include "engine/read/all_sheets.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
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

SheetTable::SheetTable(std::shared_ptr<SheetRows> rows, const ReadOptions& options) : rows_(std::move(rows))
{
    sample(options);
}

bool SheetTable::next(Chunk& out, std::vector<Finding>& findings)
{
    ChunkBuilder builder(out, layout_.most);
    out.keep.push_back(rows_);
    while (!builder.full(0) && fill(out, builder)) {
    }
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
    std::vector<std::vector<std::string_view>> rows;
    std::uint64_t line = 1;
    for (const auto& row : waiting_) {
        for (; line < row.line && rows.size() < 2 * sampled_rows; ++line) rows.emplace_back();
        if (line != row.line) break;
        rows.push_back(row.cells);
        ++line;
    }
    std::vector<RowCells> spans(rows.begin(), rows.end());
    layout_ = detect_layout(spans, ended_ && spans.size() == line - 1, options);
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
} // namespace

OpenedFile open_sheets(FileKind kind, const std::vector<ListedSheet>& sheets, const OpenSheet& open,
                       const std::string& file, const ReadOptions& options)
{
    OpenedFile opened;
    opened.kind = kind;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    bool all = is_every_sheet(sheets, options);
    bool one = options.sheet && *options.sheet != "auto" && !all;
    auto first = one ? chosen_sheet(sheets, *options.sheet, file) : 0;
    for (auto i = first; i < (one ? first + 1 : sheets.size()); ++i) {
        auto table = std::make_unique<SheetTable>(open(i), options);
        table->sheet = sheets[i].name;
        table->hidden = sheets[i].hidden;
        opened.tables.push_back(std::move(table));
    }
    finish_workbook(opened);
    if (all) put_together(opened);
    if (one) note_others(opened, sheets, first);
    return opened;
}
} // namespace engine
