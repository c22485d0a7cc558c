#include "engine/read/pdf/page_tables.hpp"
#include "engine/read/pdf/arrange.hpp"
#include "engine/read/pdf/axes.hpp"
#include "engine/read/pdf/drawn.hpp"
#include "engine/read/pdf/folded.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include "engine/read/pdf/turn.hpp"
#include "engine/read/pdf/unruled.hpp"
#include <algorithm>
#include <optional>

namespace engine::pdf
{
namespace
{
constexpr float least_size = 1; // of a font that can be read, in points

std::vector<Glyph> level_text(const Page& page)
{
    std::vector<Glyph> level;
    for (const auto& glyph : page.glyphs)
        if (quarter(glyph.angle) == 0) level.push_back(glyph);
    return level;
}

// The one table that all of the text is: drawn around most of it, or by where its words stand.
std::optional<Grid> only_table(std::vector<Grid>& drawn, const Page& page)
{
    auto text = level_text(page);
    for (auto& grid : drawn) {
        auto inside = std::ranges::count_if(
            text, [&](const Glyph& glyph) { return grid.box.holds(glyph.box.middle_x(), glyph.box.middle_y()); });
        if (inside * 5 >= std::ssize(text) * 4) return std::move(grid);
    }
    auto lines = text_lines(text);
    return table_of_lines(lines, find_rulings(page, false));
}

void turn_back(Grid& grid, int quarter, const Page& page)
{
    grid.box = turned(grid.box, quarter, page.width, page.height);
    for (auto& cell : grid.cells) cell.box = turned(cell.box, quarter, page.width, page.height);
}

std::vector<Grid> tables_of(const Page& page, double least_likeness, Meant meant)
{
    std::vector<Box> taken;
    auto text = text_lines(level_text(page));
    auto tables = drawn_tables(page, text, taken);
    if (meant == Meant::one_table)
        if (auto only = only_table(tables, page)) return {std::move(*only)};
    for (const auto& table : tables) taken.push_back(table.box);
    auto rulings = find_rulings(page, false);
    for (const auto& chart : find_charts(text, rulings))
        if (std::ranges::none_of(tables, [&](const Grid& table) { return table.box.meets(chart); }))
            taken.push_back(chart);
    auto rest = level_text(page);
    std::erase_if(rest, [&](const Glyph& glyph) {
        return std::ranges::any_of(
            taken, [&](const Box& box) { return box.holds(glyph.box.middle_x(), glyph.box.middle_y()); });
    });
    // Bands of colour part rows as lines do.
    rulings.horizontal = find_rulings(page, true).horizontal;
    for (auto& grid : find_unruled(text_lines(rest), rulings, taken, least_likeness)) tables.push_back(std::move(grid));
    std::vector<Grid> parts;
    for (auto& table : tables) std::ranges::move(parted(unfolded(std::move(table))), std::back_inserter(parts));
    return parts;
}
} // namespace

std::vector<Grid> find_tables(Page page, double least_likeness, Meant meant)
{
    std::erase_if(page.glyphs, [](const Glyph& glyph) { return glyph.size < least_size; });
    int quarter_turn = usual_quarter(page);
    turn(page, quarter_turn);
    auto tables = tables_of(page, least_likeness, meant);
    std::ranges::sort(tables, {}, [](const Grid& grid) { return std::pair(grid.box.top, grid.box.left); });
    for (auto& grid : tables) {
        grid.page = page.number;
        turn_back(grid, (360 - quarter_turn) % 360, page);
    }
    return tables;
}
} // namespace engine::pdf
