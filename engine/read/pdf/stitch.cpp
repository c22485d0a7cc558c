#include "engine/read/pdf/stitch.hpp"
#include "engine/read/header.hpp"
#include "engine/read/pdf/outline.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include "engine/read/pdf/words.hpp"
#include "engine/read/pdf/wrapped.hpp"
#include <algorithm>
#include <map>
#include <optional>

namespace engine::pdf
{
namespace
{
// Whether the first row is of names, so that a table begins here.
bool has_header(const Grid& grid)
{
    auto rows = texts(grid, true);
    std::vector<std::vector<std::string_view>> views;
    for (const auto& row : rows) views.emplace_back(row.begin(), row.end());
    std::vector<RowCells> spans(views.begin(), views.end());
    return find_header(spans, 0, spans[0].size()).has_value();
}

// How many rows of the header `below` has again where it goes on with the table; nothing where it is another one.
std::optional<std::size_t> goes_on(const Outline& table, const Grid& below)
{
    if (table.columns.size() != below.columns) return std::nullopt;
    Outline outline(below);
    if (auto repeated = repeated_rows(table, outline)) return repeated;
    if (same_places(table, outline) && !has_header(below)) return 0;
    return std::nullopt;
}

void drop_first_rows(Grid& grid, std::size_t from, std::size_t count)
{
    std::vector<bool> drop(grid.rows);
    std::fill_n(drop.begin() + static_cast<std::ptrdiff_t>(from), count, true);
    drop_rows(grid, drop);
}

// The cells of one row that are of it alone, by column.
std::map<std::size_t, Cell*> cells_of_row(Grid& grid, std::size_t row)
{
    std::map<std::size_t, Cell*> cells;
    for (auto& cell : grid.cells)
        if (cell.row == row && cell.last_row == row && !cell.text.empty()) cells[cell.column] = &cell;
    return cells;
}

// Whether each row but the one has something in the first column, so that a row without is none of its own.
bool all_named(const Grid& grid, std::size_t but)
{
    constexpr std::size_t fewest = 3;
    std::vector<bool> named(grid.rows);
    for (const auto& cell : grid.cells)
        for (auto row = cell.row; row <= cell.last_row && cell.column == 0 && !cell.text.empty(); ++row)
            named[row] = true;
    for (std::size_t row = 0; row < grid.rows; ++row)
        if (row != but && !named[row]) return false;
    return grid.rows > fewest;
}

// Whether `row`, the first below the header, holds only the last lines of words in cells of `above`'s last row.
bool is_rest(Grid& above, Grid& below, std::size_t row)
{
    auto last = cells_of_row(above, above.rows - 1), first = cells_of_row(below, row);
    if (first.empty() || first.contains(0) || !last.contains(0) || first.size() * 2 > below.columns) return false;
    bool says_so = false;
    auto is_words = [](const Cell& cell) {
        return cell.column == cell.last_column && !is_figure(cell.text) && !is_filler(cell.text);
    };
    for (const auto& [column, cell] : first) {
        auto had = last.find(column);
        if (had == last.end() || !is_words(*cell) || !is_words(*had->second)) return false;
        says_so = says_so || ends_open(had->second->text) || begins_small(cell->text);
    }
    return says_so || (all_named(above, above.rows) && all_named(below, row));
}
} // namespace

void join_rows_over_pages(std::vector<Grid>& grids)
{
    for (std::size_t g = 1; g < grids.size(); ++g) {
        auto &above = grids[g - 1], &below = grids[g];
        if (below.page != above.page + 1 || above.columns != below.columns || above.rows < 2) continue;
        Outline upper(above), lower(below);
        auto header = repeated_rows(upper, lower);
        if (header >= below.rows || (header == 0 && !same_places(upper, lower))) continue;
        if (!is_rest(above, below, header)) continue;
        auto last = cells_of_row(above, above.rows - 1);
        for (const auto& [column, cell] : cells_of_row(below, header)) append_line(last[column]->text, cell->text);
        drop_first_rows(below, header, 1);
    }
    std::erase_if(grids, [](const Grid& grid) { return grid.rows == 0; }); // the rest was all that its page had
}

std::vector<Grid> stitched(std::vector<Grid> grids)
{
    std::vector<Grid> whole;
    std::optional<Outline> outline; // of the table at the end of `whole`
    int last_page = 0;              // that it reaches to
    for (auto& grid : grids) {
        auto repeated = outline && grid.page == last_page + 1 ? goes_on(*outline, grid) : std::nullopt;
        last_page = grid.page;
        if (!repeated) {
            outline.emplace(grid);
            whole.push_back(std::move(grid));
            continue;
        }
        outline->include(grid);
        if (*repeated > 0) drop_first_rows(grid, 0, *repeated);
        auto& table = whole.back();
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
