#include "engine/read/pdf/outline.hpp"
#include "engine/read/cell_kind.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_header_rows = 4;
constexpr float same_place = 6; // points
} // namespace

Outline::Outline(const Grid& grid)
    : head(std::min(grid.rows, most_header_rows), std::vector<std::string>(grid.columns)), columns(grid.columns)
{
    for (const auto& cell : grid.cells)
        for (auto row = cell.row; row <= cell.last_row && row < head.size(); ++row)
            for (auto column = cell.column; column <= cell.last_column; ++column) head[row][column] = cell.text;
    include(grid);
}

void Outline::include(const Grid& part)
{
    for (const auto& cell : part.cells) {
        if (cell.column != cell.last_column || cell.text.empty()) continue;
        auto& column = columns[cell.column];
        if (column.width() == 0) column = cell.box;
        column.include(cell.box);
    }
}

std::size_t repeated_rows(const Outline& above, const Outline& below)
{
    std::size_t count = 0, most = std::min(above.head.size(), below.head.size());
    while (count < most && above.head[count] == below.head[count]) ++count;
    bool has_words = count > 0 && std::ranges::any_of(above.head[0],
                                                      [](const auto& cell) { return kind_of(cell) == CellKind::word; });
    return has_words ? count : 0;
}

bool same_places(const Outline& above, const Outline& below)
{
    std::size_t both = 0;
    for (std::size_t c = 0; c < above.columns.size(); ++c) {
        const auto &upper = above.columns[c], &lower = below.columns[c];
        if (upper.width() == 0 || lower.width() == 0) continue;
        ++both;
        auto near = [](float x, float y) { return std::fabs(x - y) <= same_place; };
        if (!near(upper.left, lower.left) && !near(upper.right, lower.right) &&
            !near(upper.middle_x(), lower.middle_x()))
            return false;
    }
    return both > 0;
}
} // namespace engine::pdf
