#include "engine/read/pdf/refine.hpp"
#include "engine/read/pdf/unruled.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace engine::pdf
{
namespace
{
// Places of the drawn lines between columns that run through most of the grid.
std::vector<float> places_down(const Grid& grid)
{
    std::map<float, float> length;
    for (const auto& cell : grid.cells) length[cell.box.left] += cell.box.height();
    std::vector<float> places;
    for (auto [x, along] : length)
        if (along > 0.4F * grid.box.height() && x > grid.box.left + 1) places.push_back(x);
    return places;
}

// Lines whose text is parted inside of one drawn cell by a gap that goes on over several lines.
bool lacks_columns(const CellIndex& cells, const std::vector<const TextLine*>& lines,
                   const std::vector<Interval>& gutters)
{
    std::vector<std::size_t> parted(gutters.size());
    for (const auto* line : lines) {
        auto list = pieces(*line, wide_gap);
        for (std::size_t p = 1; p < list.size(); ++p) {
            float from = list[p - 1].box.right, to = list[p].box.left, y = line->box.middle_y();
            const auto* cell = cells.at(from - 1, y);
            if (!cell || cell != cells.at(to + 1, y)) continue;
            for (std::size_t g = 0; g < gutters.size(); ++g)
                parted[g] += gutters[g].middle() >= from && gutters[g].middle() <= to;
        }
    }
    auto most = std::ranges::max(parted);
    return most >= 3 || (most >= 2 && most * 2 >= lines.size());
}

// Rows of the grid in which several cells have the same three or more lines of text. Names of groups, which stand alone
// on their line, do not count.
bool lacks_rows(const Grid& grid, const CellIndex& cells, const std::vector<const TextLine*>& lines)
{
    std::map<const TextLine*, std::map<std::size_t, std::set<const Cell*>>> filled; // by line and row
    for (const auto* line : lines)
        for (const auto& word : line->words)
            if (const auto* cell = cells.at(word.box.middle_x(), word.box.middle_y());
                cell && cell->row == cell->last_row)
                filled[line][cell->row].insert(cell);
    struct Band {
        std::size_t lines = 0, texts = 0;
        std::set<const Cell*> cells;
    };
    std::vector<Band> bands(grid.rows);
    std::set<std::size_t> rows; // with text
    for (const auto& [line, by_row] : filled)
        for (const auto& [row, here] : by_row) {
            rows.insert(row);
            if (here.size() < 2) continue;
            ++bands[row].lines;
            bands[row].texts += here.size();
            bands[row].cells.insert(here.begin(), here.end());
        }
    std::size_t lacking = 0;
    for (const auto& band : bands)
        if (band.lines >= 3 && band.texts * 10 >= 8 * band.lines * band.cells.size()) lacking += band.lines;
    return lacking * 3 > lines.size() && lacking > rows.size();
}

// Whether the line has text in several columns and little between them.
bool fits(const TextLine& line, const std::vector<Interval>& gutters)
{
    std::size_t in_gutters = 0;
    for (const auto& word : line.words)
        in_gutters += std::ranges::any_of(gutters, [&](const Interval& gutter) {
            return gutter.middle() > word.box.left && gutter.middle() < word.box.right;
        });
    return in_gutters * 4 <= line.words.size() && pieces(line, wide_gap).size() >= 2;
}

// Adds the lines right above and below the text that fit its columns; `box` grows with them.
std::vector<const TextLine*> with_rows_beyond(std::vector<const TextLine*> list, const std::vector<TextLine>& around,
                                              const std::vector<Interval>& gutters, Box& box)
{
    constexpr float leading = 2.2F; // font sizes to the next line at most
    auto extend = [&](bool up) {
        const TextLine* edge = up ? list.front() : list.back();
        auto look = [&](const TextLine& line) {
            bool beyond =
                up ? line.box.middle_y() < edge->box.middle_y() - 1 : line.box.middle_y() > edge->box.middle_y() + 1;
            if (!beyond || line.box.right < box.left || line.box.left > box.right) return true;
            auto away = std::fabs(line.box.bottom - edge->box.bottom);
            bool within = line.box.left > box.left - 3 * line.size && line.box.right < box.right + line.size;
            if (away > leading * std::max(line.size, edge->size) || !within || !fits(line, gutters)) return false;
            up ? list.insert(list.begin(), &line) : list.insert(list.end(), &line);
            box.include(line.box);
            edge = &line;
            return true;
        };
        if (up)
            for (auto line = around.rbegin(); line != around.rend() && look(*line); ++line) {
            }
        else
            for (auto line = around.begin(); line != around.end() && look(*line); ++line) {
            }
    };
    extend(true);
    extend(false);
    return list;
}
} // namespace

std::optional<Grid> refined(const Grid& grid, const std::vector<TextLine>& lines, const std::vector<TextLine>& around,
                            const Rulings& rulings)
{
    std::vector<const TextLine*> list;
    for (const auto& line : lines) list.push_back(&line);
    if (list.size() < 2) return std::nullopt;
    auto region = region_of(list, rulings);
    region.down = places_down(grid);
    auto gutters = find_gutters(region);
    if (gutters.empty()) return std::nullopt;
    CellIndex cells(grid);
    if (!lacks_columns(cells, list, gutters) && !lacks_rows(grid, cells, list)) return std::nullopt;
    // Lines are often drawn around the body only: the header above and the total below are of the table too.
    auto box = grid.box;
    auto whole = with_rows_beyond(list, around, gutters, box);
    auto down = region.down;
    region = region_of(std::move(whole), rulings);
    region.box.left = std::min(region.box.left, grid.box.left);
    region.box.right = std::max(region.box.right, grid.box.right);
    region.down = std::move(down);
    auto finer = grid_of(region, gutters);
    finer.box = box;
    constexpr double drawn_around = 0.6; // lines say that there is a table, if not all of its cells
    finer.confidence = std::max(drawn_around, likeness(region, finer));
    return finer;
}
} // namespace engine::pdf
