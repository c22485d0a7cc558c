#include "engine/read/pdf/diagram.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr std::size_t fewest_labels = 3;

// A figure beside the end of a line, at its height.
bool labels_a_line(const Word& word, const Rulings& rulings)
{
    if (!is_figure(word.text)) return false;
    float reach = 3 * word.size, middle = word.box.middle_y();
    auto first = std::ranges::lower_bound(rulings.horizontal, middle - 0.25F * word.size, {}, &Ruling::at);
    for (auto line = first; line != rulings.horizontal.end() && line->at <= middle + 0.25F * word.size; ++line) {
        bool at_left = line->from >= word.box.right - 1 && line->from - word.box.right < reach;
        bool at_right = line->to <= word.box.left + 1 && word.box.left - line->to < reach;
        if ((at_left || at_right) && line->to - line->from > 4 * word.size) return true;
    }
    return false;
}

bool is_across(const Word& word, const CellIndex& cells)
{
    float inset = 0.2F * word.box.width(), y = word.box.middle_y();
    const auto *left = cells.at(word.box.left + inset, y), *right = cells.at(word.box.right - inset, y);
    return left && right && left != right;
}
} // namespace

bool is_diagram(const Grid& grid, const Rulings& rulings, const std::vector<TextLine>& lines)
{
    CellIndex cells(grid);
    std::size_t labels = 0, across = 0, words = 0;
    for (const auto& line : lines)
        for (const auto& word : line.words) {
            float margin = 4 * word.size;
            if (word.box.middle_y() < grid.box.top - margin || word.box.middle_y() > grid.box.bottom + margin) continue;
            if (word.box.right < grid.box.left - margin || word.box.left > grid.box.right + margin) continue;
            bool in_cell = cells.at(word.box.middle_x(), word.box.middle_y());
            labels += !in_cell && labels_a_line(word, rulings);
            if (!grid.box.holds(word.box.middle_x(), word.box.middle_y())) continue;
            ++words;
            across += is_across(word, cells);
        }
    return labels >= fewest_labels || (across >= fewest_labels && across * 5 > words);
}
} // namespace engine::pdf
