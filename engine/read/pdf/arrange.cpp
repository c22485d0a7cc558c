#include "engine/read/pdf/arrange.hpp"
#include "engine/read/pdf/reading_order.hpp"
#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/rulings.hpp"
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

namespace engine::pdf
{
namespace
{
std::vector<float> column_places(const Grid& grid)
{
    std::vector<float> places(grid.columns + 1, grid.box.right);
    for (const auto& cell : grid.cells) {
        places[cell.column] = cell.box.left;
        places[cell.last_column + 1] = cell.box.right;
    }
    return places;
}

bool same_columns(const Grid& a, const Grid& b)
{
    if (a.columns != b.columns) return false;
    auto left = column_places(a), right = column_places(b);
    return std::ranges::equal(left, right, [](float x, float y) { return std::fabs(x - y) <= snap; });
}

// The texts of the first row.
std::vector<std::string> header_of(const Grid& grid)
{
    std::vector<std::string> header;
    for (const auto& cell : grid.cells)
        if (cell.row == 0) header.push_back(cell.text);
    return header;
}

void append(Grid& upper, const Grid& lower)
{
    // What stands between the two is a row of one cell.
    bool apart = lower.box.top - upper.box.bottom > 2 * snap;
    if (apart) {
        Box between{upper.box.left, upper.box.bottom, upper.box.right, lower.box.top};
        upper.cells.push_back({upper.rows, 0, upper.rows, upper.columns - 1, between, {}});
        ++upper.rows;
    }
    for (auto cell : lower.cells) {
        cell.row += upper.rows;
        cell.last_row += upper.rows;
        upper.cells.push_back(std::move(cell));
    }
    upper.rows += lower.rows;
    upper.box.include(lower.box);
}
} // namespace

void join_stacked(std::vector<Grid>& grids)
{
    for (std::size_t upper = 0; upper < grids.size(); ++upper)
        for (std::size_t lower = upper + 1; lower < grids.size();) {
            float row = grids[upper].box.height() / static_cast<float>(grids[upper].rows);
            float gap = grids[lower].box.top - grids[upper].box.bottom;
            bool begins_anew = header_of(grids[upper]) == header_of(grids[lower]);
            if (gap >= -snap && gap <= 1.3F * row && !begins_anew && same_columns(grids[upper], grids[lower])) {
                append(grids[upper], grids[lower]);
                grids.erase(grids.begin() + static_cast<std::ptrdiff_t>(lower));
            } else
                ++lower;
        }
}

void add_names(Grid& grid, const std::vector<TextLine>& lines)
{
    std::map<std::size_t, Cell> names; // by row
    for (const auto& line : lines) {
        float y = line.box.middle_y();
        if (y < grid.box.top || y > grid.box.bottom) continue;
        for (const auto& piece : pieces(line, wide_gap)) {
            if (piece.box.right > grid.box.left + 1) continue;
            auto beside = std::ranges::find_if(grid.cells, [&](const Cell& cell) {
                return cell.column == 0 && y >= cell.box.top && y <= cell.box.bottom;
            });
            if (beside == grid.cells.end() || beside->row != beside->last_row) continue;
            std::u32string shown;
            for (auto w = piece.first; w < piece.last; ++w) shown += (shown.empty() ? U"" : U" ") + line.words[w].shown;
            auto [cell, is_new] = names.try_emplace(beside->row, Cell{beside->row, 0, beside->row, 0, piece.box, {}});
            if (!is_new) cell->second.box.include(piece.box);
            append_line(cell->second.text, in_reading_order(shown));
        }
    }
    float left = grid.box.left, right = 0;
    std::size_t small = 0; // letters that sentences go on with
    for (const auto& [row, cell] : names) {
        small += cell.text[0] >= 'a' && cell.text[0] <= 'z';
        left = std::min(left, cell.box.left);
        right = std::max(right, cell.box.right);
    }
    constexpr float near = 100; // points; further off is something else
    if (grid.rows < 3 || names.size() * 10 < grid.rows * 8 || grid.box.left - right > near || small * 4 > names.size())
        return;
    for (auto& cell : grid.cells) {
        ++cell.column;
        ++cell.last_column;
    }
    for (auto& [row, cell] : names) grid.cells.push_back(std::move(cell));
    ++grid.columns;
    grid.box.left = left;
    std::ranges::sort(grid.cells, {}, [](const Cell& cell) { return std::pair(cell.row, cell.column); });
}

namespace
{
// The texts of the cell by column; none where a piece of it reaches over a column's edge, or most columns have none.
std::vector<std::string> texts_by_column(const Cell& cell, const std::vector<Glyph>& text,
                                         const std::vector<float>& places)
{
    std::vector<Glyph> inside;
    for (const auto& glyph : text)
        if (cell.box.holds(glyph.box.middle_x(), glyph.box.middle_y())) inside.push_back(glyph);
    auto column_of = [&](float x) {
        auto begin = places.begin() + static_cast<std::ptrdiff_t>(cell.column) + 1;
        auto end = places.begin() + static_cast<std::ptrdiff_t>(cell.last_column) + 1;
        return static_cast<std::size_t>(std::upper_bound(begin, end, x) - begin);
    };
    for (const auto& line : text_lines(inside))
        for (const auto& piece : pieces(line, wide_gap))
            if (column_of(piece.box.left + 1) != column_of(piece.box.right - 1)) return {};
    std::vector<std::vector<Glyph>> columns(cell.last_column - cell.column + 1);
    for (const auto& glyph : inside) columns[column_of(glyph.box.middle_x())].push_back(glyph);
    std::vector<std::string> texts;
    std::size_t filled = 0;
    for (const auto& column : columns) {
        texts.push_back(cell_text(column));
        filled += !texts.back().empty();
    }
    if (filled < 2 || filled * 3 < texts.size() * 2) return {};
    return texts;
}
// Headings of one line, each in the middle of an equal share of the columns that the cell is over; none where the cell
// holds anything else.
std::vector<Cell> headings_of(const Cell& cell, const std::vector<Glyph>& text, const std::vector<float>& places)
{
    std::vector<Glyph> inside;
    for (const auto& glyph : text)
        if (cell.box.holds(glyph.box.middle_x(), glyph.box.middle_y())) inside.push_back(glyph);
    auto lines = text_lines(inside);
    if (lines.size() != 1) return {};
    auto list = pieces(lines[0], wide_gap);
    auto columns = cell.last_column - cell.column + 1, share = columns / std::max<std::size_t>(list.size(), 1);
    if (list.size() < 2 || share < 2 || columns % list.size() != 0) return {};
    std::vector<Cell> headings;
    for (const auto& piece : list) {
        auto first = cell.column + headings.size() * share;
        float from = places[first], to = places[first + share];
        bool centred = std::fabs(piece.box.middle_x() - (from + to) / 2) < 0.2F * (to - from);
        if (!centred || piece.box.left < from || piece.box.right > to) return {};
        Cell heading{cell.row, first, cell.last_row, first + share - 1, {from, cell.box.top, to, cell.box.bottom}, {}};
        for (auto w = piece.first; w < piece.last; ++w)
            heading.text += (heading.text.empty() ? "" : " ") + lines[0].words[w].text;
        headings.push_back(std::move(heading));
    }
    return headings;
}
} // namespace

void part_merged(Grid& grid, const std::vector<Glyph>& text)
{
    auto places = column_places(grid);
    std::vector<Cell> cells;
    for (auto& cell : grid.cells) {
        std::vector<std::string> texts;
        if (cell.column < cell.last_column && !cell.text.empty()) texts = texts_by_column(cell, text, places);
        if (texts.empty()) {
            auto headings = cell.column < cell.last_column ? headings_of(cell, text, places) : std::vector<Cell>();
            if (headings.empty()) headings.push_back(std::move(cell));
            std::ranges::move(headings, std::back_inserter(cells));
            continue;
        }
        for (std::size_t c = 0; c < texts.size(); ++c) {
            auto column = cell.column + c;
            Box box{places[column], cell.box.top, places[column + 1], cell.box.bottom};
            cells.push_back({cell.row, column, cell.last_row, column, box, std::move(texts[c])});
        }
    }
    grid.cells = std::move(cells);
}

std::vector<Grid> parted(Grid grid)
{
    std::vector<std::string> header(grid.columns);
    bool whole = true;
    for (const auto& cell : grid.cells)
        if (cell.row == 0) {
            header[cell.column] = cell.text;
            whole = whole && cell.column == cell.last_column;
        }
    std::size_t width = 0;
    for (std::size_t each = 2; whole && each * 2 <= grid.columns && width == 0; ++each) {
        if (grid.columns % each != 0) continue;
        bool repeats = !header[0].empty() && !header[1].empty() && header[0] != header[1];
        for (std::size_t c = each; c < grid.columns; ++c) repeats = repeats && header[c] == header[c - each];
        if (repeats) width = each;
    }
    if (width == 0) return {std::move(grid)};
    std::vector<Grid> parts(grid.columns / width);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        auto& part = parts[p];
        part.page = grid.page;
        part.rows = grid.rows;
        part.columns = width;
        part.confidence = grid.confidence;
        for (const auto& cell : grid.cells) {
            if (cell.column / width != p) continue;
            if (part.cells.empty()) part.box = cell.box;
            part.box.include(cell.box);
            part.cells.push_back(cell);
            part.cells.back().column -= p * width;
            part.cells.back().last_column = std::min(cell.last_column - p * width, width - 1);
        }
    }
    return parts;
}
} // namespace engine::pdf
