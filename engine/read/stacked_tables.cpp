#include "engine/read/stacked_tables.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace engine
{
namespace
{
using Rows = std::span<const RowCells>;
constexpr std::size_t body_rows = 8; // looked at below a header

std::size_t filled_cells(RowCells cells)
{
    return static_cast<std::size_t>(std::ranges::count_if(cells, [](auto cell) { return !is_blank(cell); }));
}
bool is_table_row(RowCells cells) { return filled_cells(cells) >= 2; }

std::set<std::string> names_of(RowCells cells)
{
    std::set<std::string> names;
    for (auto cell : cells)
        if (!is_blank(cell)) names.insert(fold(cell));
    return names;
}

// The rows right below `at` that are as wide as it, up to a blank one; 0 where another width is among them.
std::size_t body_of(Rows rows, std::size_t at)
{
    std::size_t count = 0;
    for (auto r = at + 1; r < rows.size() && count < body_rows && filled_cells(rows[r]) > 0; ++r, ++count)
        if (rows[r].size() != rows[at].size()) return 0;
    return count;
}

class Stack
{
public:
    explicit Stack(Rows rows) : rows_(rows) {}

    std::vector<StackedTable> tables()
    {
        std::vector<StackedTable> found{{0, rows_.size()}};
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (table_rows_ >= 2 && starts(r) && is_table(r)) {
                auto from = r;
                while (!is_table_row(rows_[from - 1])) --from;
                found.back().end = from;
                found.push_back({from, rows_.size()});
                header_.clear();
                widths_.clear();
                table_rows_ = usual_ = 0;
            }
            see(r);
        }
        return found;
    }

private:
    void see(std::size_t r)
    {
        auto cells = rows_[r];
        if (!is_table_row(cells) || cells[0].starts_with('#')) return;
        if (table_rows_++ == 0) {
            first_ = r;
            header_ = names_of(cells);
        }
        auto count = ++widths_[cells.size()];
        if (usual_ == 0 || count > widths_[usual_]) usual_ = cells.size();
    }

    // Whether what was seen up to the row at `r` is a table and no list of notes such as “Room,Lab 2”.
    bool is_table(std::size_t r) const
    {
        return (usual_ >= 3 && widths_.at(usual_) >= 3) || heads_values(rows_.first(r), first_);
    }

    // Whether the row at `r` names the columns of another table than the one above it.
    bool starts(std::size_t r) const
    {
        auto cells = rows_[r];
        bool other_width = cells.size() != usual_;
        bool gap = !is_table_row(rows_[r - 1]);
        if ((!other_width && !gap) || !is_table_row(cells)) return false;
        auto names = names_of(cells);
        while (!cells.empty() && is_blank(cells.back())) cells = cells.first(cells.size() - 1);
        if (names.size() != cells.size() || names == header_) return false;
        auto body = body_of(rows_, r);
        bool title = gap && filled_cells(rows_[r - 1]) == 1;
        if (body < (title ? 1 : 2)) return false;
        bool heads = heads_values(rows_.first(std::min(rows_.size(), r + 1 + body)), r);
        if (other_width) return heads || (title && body >= 2);
        bool shares = std::ranges::any_of(names, [&](const auto& name) { return header_.contains(name); });
        return heads && (title || shares);
    }

    Rows rows_;
    std::set<std::string> header_; // names in the first row of the table at hand
    std::map<std::size_t, std::size_t> widths_;
    std::size_t first_ = 0, table_rows_ = 0, usual_ = 0;
};
} // namespace

std::vector<StackedTable> find_stacked_tables(std::span<const RowCells> rows) { return Stack(rows).tables(); }
} // namespace engine
