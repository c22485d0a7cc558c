#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <array>

namespace engine::pdf
{
namespace
{
std::size_t words_in(const std::string& text) { return 1 + static_cast<std::size_t>(std::ranges::count(text, ' ')); }

// A bullet, a letter or a number that counts paragraphs.
bool is_marker(const std::string& text)
{
    if (is_bullet(text) || text == "-" || text == "–" || text == "—" || text == "o") return true;
    if (text.size() > 5) return false;
    return (text.ends_with('.') || text.ends_with(')')) && words_in(text) == 1 &&
           std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) <= 2;
}
} // namespace

double likeness(const Region& region, const Grid& grid)
{
    if (grid.columns < 2 || grid.rows < 2) return 0;
    struct Column {
        std::size_t cells = 0, figures = 0, words = 0, markers = 0, characters = 0;
    };
    std::vector<Column> columns(grid.columns);
    std::vector<std::size_t> filled(grid.rows);
    std::size_t cells = 0, figures = 0, small = 0;
    for (const auto& cell : grid.cells) {
        ++filled[cell.row];
        if (cell.column != cell.last_column) continue;
        auto& column = columns[cell.column];
        ++column.cells;
        ++cells;
        bool figure = is_figure(cell.text) || is_filler(cell.text);
        column.figures += figure;
        figures += figure;
        small += cell.text[0] >= 'a' && cell.text[0] <= 'z';
        column.words += words_in(cell.text);
        column.markers += is_marker(cell.text);
    }
    if (cells == 0) return 0;
    auto full_rows = static_cast<std::size_t>(std::ranges::count_if(filled, [](auto count) { return count >= 2; }));
    if (full_rows < 2) return 0;
    double score = 0.3;
    score += 0.5 * static_cast<double>(figures) / static_cast<double>(cells);
    score += 0.05 * static_cast<double>(std::min<std::size_t>(grid.columns, 6) - 2);
    score += 0.02 * static_cast<double>(std::min<std::size_t>(full_rows, 10));
    score -= 0.5 * (1 - static_cast<double>(full_rows) / static_cast<double>(grid.rows));
    // Prose: long texts in every column.
    double words_per_line = 0;
    for (const auto* line : region.lines) words_per_line += static_cast<double>(line->words.size());
    words_per_line /= static_cast<double>(region.lines.size()) * static_cast<double>(grid.columns);
    if (words_per_line > 4) score -= 0.15 * (words_per_line - 4);
    if (small * 2 > cells) score -= 0.5; // the middle of sentences
    if (grid.rows < 4 && region.across.empty()) score -= grid.rows < 3 ? 0.3 : 0.1;
    if (!region.across.empty()) score += 0.1;
    if (region.across.size() >= 3) score += 0.1;
    // A list of paragraphs.
    if (columns[0].cells > 0 && columns[0].markers * 3 > columns[0].cells * 2) score -= 0.6;
    if (grid.columns == 2 && figures * 4 < cells && region.across.size() < 2) score -= 0.15;
    return std::clamp(score, 0.0, 1.0);
}
} // namespace engine::pdf
