#include "engine/read/pdf/page_tables.hpp"
#include "engine/read/pdf/ruled.hpp"
#include "engine/read/pdf/rulings.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <algorithm>
#include <set>

namespace engine::pdf
{
namespace
{
// Gives each glyph to the cell that its middle lies in.
void fill_cells(Grid& grid, const Page& page)
{
    std::vector<std::vector<Glyph>> glyphs(grid.cells.size());
    for (const auto& glyph : page.glyphs) {
        auto x = glyph.box.middle_x(), y = glyph.box.middle_y();
        if (!grid.box.holds(x, y)) continue;
        for (std::size_t c = 0; c < grid.cells.size(); ++c)
            if (grid.cells[c].box.holds(x, y)) {
                glyphs[c].push_back(glyph);
                break;
            }
    }
    for (std::size_t c = 0; c < grid.cells.size(); ++c) grid.cells[c].text = cell_text(glyphs[c]);
}
} // namespace

std::vector<Grid> find_tables(Page page)
{
    auto grids = find_ruled(find_rulings(page, true));
    std::vector<Grid> tables;
    for (auto& grid : grids) {
        fill_cells(grid, page);
        std::set<std::size_t> rows, columns;
        for (const auto& cell : grid.cells)
            if (!cell.text.empty()) {
                rows.insert(cell.row);
                columns.insert(cell.column);
            }
        if (rows.size() < 2 || columns.size() < 2) continue;
        grid.page = page.number;
        tables.push_back(std::move(grid));
    }
    return tables;
}
} // namespace engine::pdf
