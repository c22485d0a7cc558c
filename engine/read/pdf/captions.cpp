#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>

namespace engine::pdf
{
bool names_a_table(const std::string& text)
{
    for (std::string_view word :
         {"Table", "TABLE", "Exhibit", "EXHIBIT", "Figure", "FIGURE", "Tableau", "Tabelle", "Tabla"})
        if (text.starts_with(word) && text.size() > word.size() && text[word.size()] == ' ' &&
            text.size() > word.size() + 1)
            return std::ranges::any_of(text.substr(word.size(), 6), [](char c) { return c >= '0' && c <= '9'; }) ||
                   text.find(':') < 16;
    return false;
}

namespace
{
std::size_t words_in(const std::string& text) { return 1 + static_cast<std::size_t>(std::ranges::count(text, ' ')); }

struct Row {
    std::size_t filled = 0, widest = 0, longest = 0, figures = 0; // cells, columns of one, words of one, cells
    const Cell* first = nullptr;
};

std::vector<Row> rows_of(const Grid& grid)
{
    std::vector<Row> rows(grid.rows);
    for (const auto& cell : grid.cells) {
        if (cell.text.empty()) continue;
        auto& row = rows[cell.row];
        if (!row.first) row.first = &cell;
        ++row.filled;
        row.widest = std::max(row.widest, cell.last_column - cell.column + 1);
        row.longest = std::max(row.longest, words_in(cell.text));
        row.figures += is_figure(cell.text) || is_filler(cell.text);
    }
    return rows;
}

bool is_title(const Row& row, std::size_t columns)
{
    if (row.filled == 0) return true;
    if (names_a_table(row.first->text)) return true;
    if (row.filled > 1) return row.widest > 1 && row.longest > 8 && row.filled <= 2 && columns > 2;
    return row.widest == columns || row.longest > 6 || row.first->text[0] == '[' || row.first->text[0] == '(' ||
           (row.first->column == 0 && columns > 2);
}

bool is_note(const Row& row, std::size_t columns)
{
    if (row.filled == 0) return true;
    if (row.figures > 0) return false;
    if (row.filled == 1) return row.widest == columns || row.longest > 8 || (row.widest > 1 && row.first->column == 0);
    return row.filled == 2 && row.widest * 2 > columns && row.longest > 8 && columns > 2;
}
} // namespace

void drop_captions(Grid& grid)
{
    constexpr std::size_t fewest = 2, most_title_rows = 6;
    auto rows = rows_of(grid);
    std::vector<bool> drop(grid.rows);
    std::size_t first = 0;
    while (first + fewest < grid.rows && first < most_title_rows && is_title(rows[first], grid.columns))
        drop[first++] = true;
    std::size_t end = grid.rows;
    while (end > first + fewest && is_note(rows[end - 1], grid.columns)) drop[--end] = true;
    if (first > 0 || end < grid.rows) drop_rows(grid, drop);
}
} // namespace engine::pdf
