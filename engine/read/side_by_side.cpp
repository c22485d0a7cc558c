#include "engine/read/side_by_side.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t least_columns = 2, least_rows = 2; // of a table, the latter below its names

std::size_t filled_in(RowCells cells, ColumnRange range)
{
    std::size_t count = 0;
    for (auto c = range.first; c <= range.last && c < cells.size(); ++c) count += !is_blank(cells[c]);
    return count;
}

// Runs of columns that have a value somewhere. A title of one cell may stand above any of them.
std::vector<ColumnRange> blocks_of(std::span<const RowCells> rows)
{
    std::vector<bool> used;
    for (auto cells : rows) {
        if (filled_in(cells, {0, cells.size()}) < 2) continue;
        used.resize(std::max(used.size(), cells.size()));
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (!is_blank(cells[c])) used[c] = true;
    }
    std::vector<ColumnRange> blocks;
    for (std::size_t c = 0; c < used.size(); ++c) {
        if (!used[c]) continue;
        if (blocks.empty() || blocks.back().last + 1 != c) blocks.push_back({c, c});
        blocks.back().last = c;
    }
    return blocks;
}

// A block as a table: its names and the rows it takes.
struct Block {
    std::set<std::string> names;
    std::size_t header = 0, last = 0;
    bool is_table = false;

    Block(std::span<const RowCells> rows, ColumnRange range)
    {
        auto width = range.last - range.first + 1;
        bool found = false;
        std::size_t below = 0;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            auto filled = filled_in(rows[r], range);
            if (filled == 0) continue;
            last = r;
            below += found;
            if (found || filled < least_columns) continue;
            found = true;
            header = r;
            for (auto c = range.first; c <= range.last && c < rows[r].size(); ++c)
                if (!is_blank(rows[r][c])) names.insert(fold(rows[r][c]));
        }
        is_table = width >= least_columns && found && below >= least_rows && names.size() == width;
        if (!is_table) return;
        std::vector<std::vector<std::string_view>> own;
        for (auto r = header; r < rows.size(); ++r) {
            auto& cells = own.emplace_back(width);
            for (std::size_t c = 0; c < width && range.first + c < rows[r].size(); ++c)
                cells[c] = rows[r][range.first + c];
        }
        std::vector<RowCells> spans(own.begin(), own.end());
        auto names_at = find_header(spans, 0, width);
        is_table = names_at && names_at->first == 0;
    }
};

class Columns final : public SheetRows
{
public:
    Columns(std::shared_ptr<SheetRows> rows, ColumnRange range) : rows_(std::move(rows)), range_(range) {}

    bool next(Arena& arena, SheetRow& row) override
    {
        while (rows_->next(arena, row)) {
            auto& cells = row.cells;
            cells.resize(std::min(cells.size(), range_.last + 1));
            cells.erase(cells.begin(),
                        cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), range_.first)));
            while (!cells.empty() && cells.back().empty()) cells.pop_back();
            if (!cells.empty()) return true;
        }
        return false;
    }
    double progress() const override { return rows_->progress(); }
    std::span<const MergedRange> merged() const override
    {
        auto all = rows_->merged();
        for (; seen_ < all.size(); ++seen_) {
            auto one = all[seen_];
            if (one.column < range_.first || one.column > range_.last) continue;
            one.column -= range_.first;
            merged_.push_back(one);
        }
        return merged_;
    }
    std::span<const std::size_t> hidden_columns() const override
    {
        hidden_.clear();
        for (auto column : rows_->hidden_columns())
            if (column >= range_.first && column <= range_.last) hidden_.push_back(column - range_.first);
        return hidden_;
    }
    void report(std::vector<Finding>& findings) override
    {
        std::vector<Finding> all;
        rows_->report(all);
        for (auto& finding : all) {
            auto cells = noted_in(finding);
            if (cells && (cells->column < range_.first || cells->column > range_.last)) continue;
            if (cells) cells->column -= range_.first;
            findings.push_back(cells ? cell_note(*cells, finding.line) : std::move(finding));
        }
    }

private:
    std::shared_ptr<SheetRows> rows_;
    ColumnRange range_;
    mutable std::vector<std::size_t> hidden_;
    mutable std::vector<MergedRange> merged_; // of those columns
    mutable std::size_t seen_ = 0;            // of all of them
};
} // namespace

std::string column_letters(std::size_t column)
{
    std::string out;
    for (++column; column > 0; column = (column - 1) / 26)
        out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
    return out;
}

std::vector<ColumnRange> side_by_side(std::span<const RowCells> rows)
{
    auto ranges = blocks_of(rows);
    if (ranges.size() < 2) return {};
    std::vector<Block> blocks;
    for (auto range : ranges) blocks.emplace_back(rows, range);
    if (!std::ranges::all_of(blocks, &Block::is_table)) return {};
    bool apart = true;
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const auto &left = blocks[i - 1], &right = blocks[i];
        apart = apart && (left.names == right.names || left.header != right.header || left.last != right.last);
    }
    return apart ? ranges : std::vector<ColumnRange>();
}

std::shared_ptr<SheetRows> columns_of(std::shared_ptr<SheetRows> rows, ColumnRange range)
{
    return std::make_shared<Columns>(std::move(rows), range);
}

std::string letters_of(ColumnRange range) { return column_letters(range.first) + ":" + column_letters(range.last); }
} // namespace engine
