#include "engine/read/pdf/spacers.hpp"
#include <algorithm>

namespace engine::pdf
{
void drop_spacers(Grid& grid)
{
    constexpr float low = 0.75F; // of the usual height
    std::vector<bool> has_text(grid.rows);
    std::vector<float> height(grid.rows);
    for (const auto& cell : grid.cells) {
        if (cell.row == cell.last_row) height[cell.row] = std::max(height[cell.row], cell.box.height());
        for (auto row = cell.row; row <= cell.last_row && !cell.text.empty(); ++row) has_text[row] = true;
    }
    std::vector<float> usual;
    for (std::size_t row = 0; row < grid.rows; ++row)
        if (has_text[row]) usual.push_back(height[row]);
    if (usual.size() < 2) return;
    auto middle = usual.begin() + static_cast<std::ptrdiff_t>(usual.size() / 2);
    std::ranges::nth_element(usual, middle);
    std::vector<bool> drop(grid.rows);
    for (std::size_t row = 0; row < grid.rows; ++row) drop[row] = !has_text[row] && height[row] < low * *middle;
    if (std::ranges::find(drop, true) != drop.end()) drop_rows(grid, drop);
}
} // namespace engine::pdf
