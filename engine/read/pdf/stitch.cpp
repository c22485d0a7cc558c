#include "engine/read/pdf/stitch.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/read/header.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_header_rows = 4;
constexpr float same_place = 6; // points

using Rows = std::vector<std::vector<std::string>>;

// How many rows at the top of both are the same words.
std::size_t repeated_rows(const Rows& above, const Rows& below)
{
    std::size_t count = 0;
    while (count < most_header_rows && count < above.size() && count < below.size() && above[count] == below[count])
        ++count;
    bool has_words =
        count > 0 && std::ranges::any_of(above[0], [](const auto& cell) { return kind_of(cell) == CellKind::word; });
    return has_words ? count : 0;
}

// Where the text of each column begins and ends; columns without text have no width.
std::vector<Box> places(const Grid& grid)
{
    std::vector<Box> columns(grid.columns);
    for (const auto& cell : grid.cells) {
        if (cell.column != cell.last_column || cell.text.empty()) continue;
        auto& column = columns[cell.column];
        if (column.width() == 0) column = cell.box;
        column.include(cell.box);
    }
    return columns;
}

// Text is aligned at its left, at its right or in the middle.
bool same_places(const Grid& a, const Grid& b)
{
    auto above = places(a), below = places(b);
    std::size_t both = 0;
    for (std::size_t c = 0; c < above.size(); ++c) {
        if (above[c].width() == 0 || below[c].width() == 0) continue;
        ++both;
        auto near = [](float x, float y) { return std::fabs(x - y) <= same_place; };
        if (!near(above[c].left, below[c].left) && !near(above[c].right, below[c].right) &&
            !near(above[c].middle_x(), below[c].middle_x()))
            return false;
    }
    return both > 0;
}

// Whether the first row is of names, so that a table begins here.
bool has_header(const Rows& rows)
{
    std::vector<std::vector<std::string_view>> views;
    for (const auto& row : rows) views.emplace_back(row.begin(), row.end());
    std::vector<RowCells> spans(views.begin(), views.end());
    return find_header(spans, 0, spans[0].size()).has_value();
}

bool goes_on(const Grid& above, const Grid& below, std::size_t last_page, std::size_t& repeated)
{
    if (below.page != static_cast<int>(last_page) + 1 || above.columns != below.columns) return false;
    auto upper = texts(above, true), lower = texts(below, true);
    repeated = repeated_rows(upper, lower);
    if (repeated > 0) return true;
    return same_places(above, below) && !has_header(lower);
}
} // namespace

std::vector<Grid> stitched(std::vector<Grid> grids)
{
    std::vector<Grid> whole;
    std::size_t last_page = 0; // of the table at the end of `whole`
    for (auto& grid : grids) {
        std::size_t repeated = 0;
        if (whole.empty() || !goes_on(whole.back(), grid, last_page, repeated)) {
            whole.push_back(std::move(grid));
            last_page = static_cast<std::size_t>(whole.back().page);
            continue;
        }
        std::vector<bool> drop(grid.rows);
        std::fill_n(drop.begin(), repeated, true);
        if (repeated > 0) drop_rows(grid, drop);
        auto& table = whole.back();
        last_page = static_cast<std::size_t>(grid.page);
        for (auto& cell : grid.cells) {
            cell.row += table.rows;
            cell.last_row += table.rows;
            table.cells.push_back(std::move(cell));
        }
        table.rows += grid.rows;
        table.confidence = std::min(table.confidence, grid.confidence);
    }
    return whole;
}
} // namespace engine::pdf
