#include "engine/read/sheet_table.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <fmt/format.h>
#include <utility>

namespace engine
{
namespace
{
constexpr std::size_t sampled_rows = 200;
constexpr std::size_t sampled_bytes = 8U << 20; // cells may share one long text, and waiting rows copy it
} // namespace

SheetTable::WaitingRow::WaitingRow(const SheetRow& row) : line(row.line)
{
    for (auto cell : row.cells) cells.push_back(is_null(cell) ? std::nullopt : std::optional<std::string>(cell));
}

std::size_t SheetTable::WaitingRow::bytes() const
{
    std::size_t sum = 0;
    for (const auto& cell : cells) sum += cell ? cell->size() : 0;
    return sum;
}

std::vector<std::string_view> SheetTable::WaitingRow::views() const
{
    std::vector<std::string_view> list;
    for (const auto& cell : cells) list.push_back(cell ? std::string_view(*cell) : null_cell);
    return list;
}

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
        for (auto i = first; i < findings.size(); ++i) findings[i].sheet = sheet;
    }
    return builder.rows() > 0;
}

// Reads the first rows and finds the header among them; rows that the sheet leaves out are blank.
void SheetTable::sample(const ReadOptions& options)
{
    Arena arena;
    std::size_t bytes = 0;
    while (waiting_.size() < sampled_rows && bytes < sampled_bytes && !ended_) {
        wait_for_next(arena);
        if (!ended_) bytes += waiting_.back().bytes();
    }
    std::vector<std::vector<std::string_view>> rows;
    std::uint64_t line = 1;
    for (const auto& row : waiting_) {
        for (; line < row.line && rows.size() < 2 * sampled_rows; ++line) rows.emplace_back();
        if (line != row.line) break;
        rows.push_back(row.views());
        ++line;
    }
    std::vector<RowCells> spans(rows.begin(), rows.end());
    layout_ = detect_layout(spans, ended_ && spans.size() == line - 1, options);
}

void SheetTable::wait_for_next(Arena& arena)
{
    if (rows_->next(arena, row_))
        waiting_.emplace_back(row_);
    else
        ended_ = true;
}

// Adds the next row, blank or not; false when there is none or it does not fit.
bool SheetTable::fill(Chunk& out, ChunkBuilder& builder)
{
    if (waiting_.empty()) {
        if (ended_) return false;
        if (!rows_->next(out.arena, row_)) {
            ended_ = true;
            return false;
        }
        if (row_.line == line_ && !builder.full(row_.cells.size())) {
            builder.add(row_.cells, kind(row_.cells), line_, row_.cells.size());
            ++line_;
            return true;
        }
        waiting_.emplace_back(row_);
    }
    const auto& row = waiting_.front();
    if (line_ < row.line) {
        builder.add({}, RowKind::blank, line_++, 0);
        return true;
    }
    auto cells = row.views();
    if (builder.full(cells.size())) return false;
    auto what = kind(cells);
    for (auto& cell : cells) cell = out.arena.copy(cell);
    builder.add(cells, what, line_++, cells.size());
    waiting_.pop_front();
    return true;
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

std::size_t chosen_sheet(const std::vector<std::string>& names, const std::string& wanted, const std::string& file)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == wanted) return i;
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (fold(names[i]) == fold(wanted) || wanted == std::to_string(i + 1)) return i;
        list += (i ? ", “" : "“") + names[i] + "”";
    }
    throw Unreadable("sheet", fmt::format("“{}” has no sheet “{}”. It has {}; name one of them.", file, wanted, list));
}
} // namespace engine
