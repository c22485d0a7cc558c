#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <array>
#include <cctype>

namespace engine::pdf
{
namespace
{
// The word as a title writes it: TABLE and table are Table.
std::string titled(std::string_view word)
{
    std::string out(word);
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto c = static_cast<unsigned char>(out[i]);
        out[i] = static_cast<char>(i == 0 ? std::toupper(c) : std::tolower(c));
    }
    return out;
}

// "3", "3.", "B.2", "A:", "A" alone; not "of".
bool counts(std::string_view word)
{
    if (std::ranges::any_of(word.substr(0, 5), [](char c) { return c >= '0' && c <= '9'; })) return true;
    bool is_letter = !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
    return is_letter && (word.size() == 1 || word[1] == '.' || word[1] == ':');
}
} // namespace

bool names_a_table(std::string_view text)
{
    static constexpr auto names =
        std::to_array<std::string_view>({"Table", "Exhibit", "Figure",  "Chart",  "Annex",   "Appendix", "Schedule",
                                         "Tab.",  "Fig.",    "Tableau", "Annexe", "Tabelle", "Anlage",   "Abbildung",
                                         "Tabla", "Cuadro",  "Anexo",   "Tabela", "Tabella", "Tabel",    "Tablo"});
    auto end = text.find(' ');
    if (end == text.npos || std::ranges::find(names, titled(text.substr(0, end))) == names.end()) return false;
    auto rest = text.substr(end + 1);
    return counts(rest.substr(0, rest.find(' '))) || text.find(':') < 16;
}

bool is_caption(const TextLine& line)
{
    if (line.words.size() < 2 || !names_a_table(line.words[0].text + ' ' + line.words[1].text)) return false;
    // A row whose name begins so has its figures in columns.
    auto parts = pieces(line, wide_gap);
    return parts.size() < 2 || std::ranges::none_of(
                                   line.words.begin() + static_cast<std::ptrdiff_t>(parts[1].first), line.words.end(),
                                   [](const Word& word) { return is_figure(word.text); });
}

namespace
{
std::size_t words_in(const std::string& text) { return 1 + static_cast<std::size_t>(std::ranges::count(text, ' ')); }

struct Row {
    std::size_t filled = 0, widest = 0, longest = 0, figures = 0; // cells, columns of one, words of one, cells
    bool has_unit = false;                                        // "[In thousands]"
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
        row.has_unit = row.has_unit || (cell.text.starts_with('[') && cell.text.ends_with(']'));
        row.figures += is_figure(cell.text) || is_filler(cell.text);
    }
    return rows;
}

bool is_title(const Row& row, std::size_t columns)
{
    if (row.filled == 0) return true;
    if (names_a_table(row.first->text) && row.figures == 0) return true;
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
// "Source: …", "Note. …", "* provisional".
bool begins_a_note(std::string_view text)
{
    static constexpr auto words = std::to_array<std::string_view>(
        {"Source", "Sources", "Note", "Notes", "Nb", "Quelle", "Quellen", "Anmerkung", "Hinweis", "Fuente", "Nota",
         "Notas", "Fonte", "Remarque", "Kaynak", "Not", "Bron"});
    if (text.starts_with('*') || text.starts_with("†") || text.starts_with("‡")) return true;
    auto end = text.find_first_of(":. ");
    return end != text.npos && text[end] != ' ' && std::ranges::find(words, titled(text.substr(0, end))) != words.end();
}
} // namespace

void drop_captions_in_frame(Grid& grid)
{
    constexpr std::size_t fewest = 2;
    auto rows = rows_of(grid);
    std::vector<bool> drop(grid.rows);
    auto is_alone = [&](const Row& row) { return row.filled == 1 && row.widest == grid.columns && grid.columns > 1; };
    std::size_t first = 0, end = grid.rows;
    if (is_alone(rows[0]) && names_a_table(rows[0].first->text)) drop[first++] = true;
    auto is_below = [&](const Row& row) {
        constexpr std::size_t words_of_text = 20;
        return is_alone(row) && (row.longest > words_of_text || begins_a_note(row.first->text));
    };
    while (end > first + fewest && is_below(rows[end - 1])) drop[--end] = true;
    if (end > first + 1 && (first > 0 || end < grid.rows)) drop_rows(grid, drop);
}

void drop_captions(Grid& grid)
{
    constexpr std::size_t fewest = 2, most_title_rows = 6;
    auto rows = rows_of(grid);
    std::vector<bool> drop(grid.rows);
    std::size_t first = 0;
    // What stands above the unit is of the title, whatever it looks like.
    for (std::size_t row = 0; row + fewest < grid.rows && row < most_title_rows; ++row)
        if (rows[row].has_unit && rows[row].filled <= 2 && rows[row].figures == 0) first = row + 1;
    std::fill_n(drop.begin(), first, true);
    while (first + fewest < grid.rows && first < most_title_rows && is_title(rows[first], grid.columns))
        drop[first++] = true;
    std::size_t end = grid.rows;
    while (end > first + fewest && is_note(rows[end - 1], grid.columns)) drop[--end] = true;
    if (first > 0 || end < grid.rows) drop_rows(grid, drop);
}
} // namespace engine::pdf
