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
constexpr float wide_gap = 0.9F;

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
bool lacks_columns(const Grid& grid, const std::vector<const TextLine*>& lines, const std::vector<Interval>& gutters)
{
    std::size_t most = 0;
    for (const auto& gutter : gutters) {
        std::size_t parted = 0;
        for (const auto* line : lines) {
            auto list = pieces(*line, wide_gap);
            for (std::size_t p = 1; p < list.size(); ++p) {
                float from = list[p - 1].box.right, to = list[p].box.left;
                if (gutter.middle() < from || gutter.middle() > to) continue;
                parted += std::ranges::any_of(grid.cells, [&](const Cell& cell) {
                    return cell.box.holds(from - 1, line->box.middle_y()) &&
                           cell.box.holds(to + 1, line->box.middle_y());
                });
            }
        }
        most = std::max(most, parted);
    }
    return most >= 3 || (most >= 2 && most * 2 >= lines.size());
}

// Rows of the grid in which several cells have the same three or more lines of text.
bool lacks_rows(const Grid& grid, const std::vector<const TextLine*>& lines)
{
    std::size_t lacking = 0, bands = 0;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        std::vector<std::set<const TextLine*>> cells;
        for (const auto& cell : grid.cells) {
            if (cell.row != row || cell.last_row != row) continue;
            std::set<const TextLine*> here;
            for (const auto* line : lines)
                for (const auto& word : line->words)
                    if (cell.box.holds(word.box.middle_x(), word.box.middle_y())) here.insert(line);
            if (!here.empty()) cells.push_back(std::move(here));
        }
        if (cells.empty()) continue;
        ++bands;
        if (cells.size() < 2) continue;
        std::set<const TextLine*> all;
        std::size_t filled = 0;
        for (const auto& cell : cells) {
            all.insert(cell.begin(), cell.end());
            filled += cell.size();
        }
        if (all.size() >= 3 && filled * 10 >= 8 * all.size() * cells.size()) lacking += all.size();
    }
    return lacking * 2 > lines.size() && lacking > bands;
}
} // namespace

std::optional<Grid> refined(const Grid& grid, const std::vector<TextLine>& lines, const Rulings& rulings)
{
    std::vector<const TextLine*> list;
    for (const auto& line : lines) list.push_back(&line);
    if (list.size() < 2) return std::nullopt;
    auto region = region_of(list, rulings);
    region.down = places_down(grid);
    auto gutters = find_gutters(region);
    if (gutters.empty()) return std::nullopt;
    if (!lacks_columns(grid, list, gutters) && !lacks_rows(grid, list)) return std::nullopt;
    auto finer = grid_of(region, gutters);
    finer.box = grid.box;
    return finer;
}
} // namespace engine::pdf
