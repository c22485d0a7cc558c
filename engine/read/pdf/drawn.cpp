#include "engine/read/pdf/drawn.hpp"
#include "engine/read/pdf/arrange.hpp"
#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/diagram.hpp"
#include "engine/read/pdf/refine.hpp"
#include "engine/read/pdf/ruled.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/spacers.hpp"
#include "engine/read/pdf/turn.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_grids = 500; // of a page; a drawing has more

// Adds a cell wherever lines that should close one are left out, so that no text inside the grid is lost.
void add_open_cells(Grid& grid)
{
    std::vector<bool> taken(grid.rows * grid.columns);
    std::vector<float> xs(grid.columns + 1), ys(grid.rows + 1);
    for (const auto& cell : grid.cells) {
        xs[cell.column] = cell.box.left;
        xs[cell.last_column + 1] = cell.box.right;
        ys[cell.row] = cell.box.top;
        ys[cell.last_row + 1] = cell.box.bottom;
        for (auto row = cell.row; row <= cell.last_row; ++row)
            for (auto column = cell.column; column <= cell.last_column; ++column)
                taken[row * grid.columns + column] = true;
    }
    for (std::size_t place = 0; place < taken.size(); ++place) {
        if (taken[place]) continue;
        auto row = place / grid.columns, column = place % grid.columns;
        grid.cells.push_back({row, column, row, column, {xs[column], ys[row], xs[column + 1], ys[row + 1]}, {}});
    }
    std::ranges::sort(grid.cells, {}, [](const Cell& cell) { return std::pair(cell.row, cell.column); });
}

// Gives each glyph to the cell that its middle lies in.
void fill_cells(Grid& grid, const std::vector<Glyph>& inside)
{
    CellIndex index(grid);
    std::vector<std::vector<Glyph>> glyphs(grid.cells.size());
    for (const auto& glyph : inside)
        if (const auto* cell = index.at(glyph.box.middle_x(), glyph.box.middle_y()))
            glyphs[static_cast<std::size_t>(cell - grid.cells.data())].push_back(glyph);
    for (std::size_t c = 0; c < grid.cells.size(); ++c) grid.cells[c].text = cell_text(glyphs[c]);
}

// A drawn grid that is empty for the most part belongs to a diagram, unless a row of names says what will be filled in.
// `by_text`: its cells come from text, so there are no empty ones among them.
bool is_filled(const Grid& grid, bool by_text)
{
    std::map<std::size_t, std::size_t> rows;
    std::set<std::size_t> columns;
    std::size_t filled = 0, fullest = 0;
    for (const auto& cell : grid.cells)
        if (!cell.text.empty()) {
            fullest = std::max(fullest, ++rows[cell.row]);
            columns.insert(cell.column);
            ++filled;
        }
    if (rows.size() < 2 || columns.size() < 2) return false;
    if (columns.size() * 2 < grid.columns || rows.size() * 2 < grid.rows) return false;
    if (by_text) return filled * 3 >= grid.rows * grid.columns;
    return filled * 3 >= grid.cells.size() || (filled * 8 >= grid.cells.size() && fullest * 5 >= grid.columns * 3);
}

std::vector<Glyph> glyphs_in(const Page& page, const Box& box)
{
    std::vector<Glyph> inside;
    for (const auto& glyph : page.glyphs)
        if (box.holds(glyph.box.middle_x(), glyph.box.middle_y())) inside.push_back(glyph);
    return inside;
}

struct Drawn {
    Grid grid;
    bool by_text = false; // the drawn cells were too coarse
};

// The text outside of all grids.
std::vector<TextLine> lines_outside(std::vector<TextLine> lines, const std::vector<Grid>& grids)
{
    std::vector<TextLine> outside;
    for (auto& line : lines) {
        std::erase_if(line.words, [&](const Word& word) {
            return std::ranges::any_of(
                grids, [&](const Grid& grid) { return grid.box.holds(word.box.middle_x(), word.box.middle_y()); });
        });
        if (line.words.empty()) continue;
        line.box = line.words[0].box;
        for (const auto& word : line.words) line.box.include(word.box);
        outside.push_back(std::move(line));
    }
    return outside;
}

// Adds the places of diagrams to `diagrams`.
std::vector<Drawn> find_drawn(const Page& page, const Rulings& rulings, bool by_areas,
                              const std::vector<TextLine>& lines, std::vector<Box>& diagrams)
{
    std::vector<Drawn> found;
    auto grids = find_ruled(rulings);
    if (grids.size() > most_grids) return {};
    for (auto& grid : grids) add_open_cells(grid);
    if (grids.size() > 1) {
        for (auto& grid : grids) fill_cells(grid, glyphs_in(page, grid.box));
        join_stacked(grids);
    }
    auto outside = lines_outside(lines, grids);
    for (auto& grid : grids) {
        auto inside = glyphs_in(page, grid.box);
        fill_cells(grid, inside);
        if (is_diagram(grid, rulings, lines)) {
            constexpr float labels = 25; // points around it
            diagrams.push_back(
                {grid.box.left - labels, grid.box.top - labels, grid.box.right + labels, grid.box.bottom + labels});
            continue;
        }
        Drawn drawn{std::move(grid)};
        std::erase_if(inside, [](const Glyph& glyph) { return quarter(glyph.angle) != 0; });
        part_merged(drawn.grid, inside);
        // Bands of colour in a single column only tell the rows of a table that its text has to show.
        bool is_band = drawn.grid.columns == 1 && by_areas;
        if (auto finer = refined(drawn.grid, text_lines(inside), outside, rulings); finer && !is_band)
            drawn = {std::move(*finer), true};
        if (drawn.by_text) drop_captions(drawn.grid); // a title in a drawn cell was meant to be there
        if (!drawn.by_text) {
            drop_spacers(drawn.grid);
            drop_captions_in_frame(drawn.grid);
        }
        if (!is_filled(drawn.grid, drawn.by_text)) continue;
        add_names(drawn.grid, outside);
        found.push_back(std::move(drawn));
    }
    return found;
}

float shared(const Box& a, const Box& b)
{
    auto width = std::min(a.right, b.right) - std::max(a.left, b.left);
    auto height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

std::size_t filled_cells(const Grid& grid)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(grid.cells, [](const Cell& cell) { return !cell.text.empty(); }));
}

// Whether areas draw all that the lines do and more, as where a header is parted by its colour alone.
bool has_more(const Drawn& area, const Drawn& lines)
{
    const auto& box = lines.grid.box;
    return !area.by_text && !lines.by_text && shared(box, area.grid.box) > 0.95F * box.width() * box.height() &&
           area.grid.columns >= lines.grid.columns && area.grid.rows > lines.grid.rows &&
           filled_cells(area.grid) > filled_cells(lines.grid);
}

// Lines that frame a page or a table make a coarse grid over the real one: of two that lie over each other, the one
// with the lesser detail goes.
void drop_coarse(std::vector<Drawn>& found)
{
    auto lies_over = [](const Box& a, const Box& b) {
        return shared(a, b) >= 0.5F * std::min(a.width() * a.height(), b.width() * b.height());
    };
    auto is_finer = [](const Drawn& a, const Drawn& b) {
        return a.by_text != b.by_text ? b.by_text : a.grid.cells.size() > b.grid.cells.size();
    };
    std::vector<Drawn> kept;
    for (auto& one : found)
        if (std::ranges::none_of(found, [&](const Drawn& other) {
                return &other != &one && lies_over(other.grid.box, one.grid.box) && is_finer(other, one);
            }))
            kept.push_back(one);
    found = std::move(kept);
}
} // namespace

std::vector<Grid> drawn_tables(const Page& page, const std::vector<TextLine>& text, std::vector<Box>& diagrams)
{
    auto lines = find_rulings(page, false), areas = find_rulings(page, true);
    auto by_lines = find_drawn(page, lines, false, text, diagrams);
    auto by_areas = areas == lines ? std::vector<Drawn>() : find_drawn(page, areas, true, text, diagrams);
    for (auto& area : by_areas) {
        auto meets = [&](const Drawn& had) { return had.grid.box.meets(area.grid.box); };
        auto worse = [&](const Drawn& had) {
            const auto& box = had.grid.box;
            return (had.by_text && !area.by_text && shared(box, area.grid.box) > 0.8F * box.width() * box.height()) ||
                   has_more(area, had);
        };
        if (std::ranges::any_of(by_lines, [&](const Drawn& had) { return meets(had) && !worse(had); })) continue;
        std::erase_if(by_lines, meets);
        by_lines.push_back(std::move(area));
    }
    drop_coarse(by_lines);
    std::vector<Grid> tables;
    for (auto& drawn : by_lines) tables.push_back(std::move(drawn.grid));
    return tables;
}
} // namespace engine::pdf
