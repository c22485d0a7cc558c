#include "engine/read/pdf/folded.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace engine::pdf
{
namespace
{
constexpr std::size_t fewest_rows = 5; // of a part

using Texts = std::vector<std::vector<std::string>>;

// The first column of all parts, one below the other; nothing where it has holes above the end of the last part.
std::optional<std::vector<std::string>> keys_of(const Texts& rows, std::size_t width)
{
    std::vector<std::string> keys;
    auto columns = rows[0].size();
    for (std::size_t c = 0; c < columns; c += width)
        for (std::size_t r = 0; r < rows.size(); ++r) {
            bool is_last = c + width == columns;
            if (rows[r][c].empty()) {
                if (!is_last || r == 0) return std::nullopt;
                for (; r < rows.size(); ++r)
                    if (!rows[r][c].empty()) return std::nullopt;
                break;
            }
            keys.push_back(rows[r][c]);
        }
    return keys;
}

std::optional<long> whole_number(const std::string& text)
{
    long value = 0;
    auto dot = text.ends_with('.') ? 1U : 0U; // "12."
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size() - dot, value);
    if (failed != std::errc() || end != text.data() + text.size() - dot) return std::nullopt;
    return value;
}

bool counts_on(const std::vector<std::string>& keys)
{
    std::optional<long> last, step;
    for (const auto& key : keys) {
        auto value = whole_number(key);
        if (!value) return false;
        if (last && !step) step = *value - *last;
        if (last && (*value - *last != *step || *step == 0)) return false;
        last = value;
    }
    return step.has_value();
}

// In order throughout; where the keys are numbers, the step into a part of `height` keys is like those within.
bool goes_on_in_order(const std::vector<std::string>& keys, std::size_t height)
{
    long within = 0, between = 0; // the largest steps
    for (std::size_t i = 1; i < keys.size(); ++i) {
        auto x = whole_number(keys[i - 1]), y = whole_number(keys[i]);
        if (x.has_value() != y.has_value()) return false;
        if (x ? *x >= *y : keys[i - 1] >= keys[i]) return false;
        if (x) (i % height == 0 ? between : within) = std::max(i % height == 0 ? between : within, *y - *x);
    }
    return between <= 2 * within;
}

// Whether the columns of the parts say the same kind of thing, one beside the other.
bool same_kinds(const Texts& rows, std::size_t width)
{
    auto is_figures = [&](std::size_t c) {
        std::size_t figures = 0, filled = 0;
        for (const auto& row : rows) {
            filled += !row[c].empty();
            figures += is_figure(row[c]) || is_filler(row[c]);
        }
        return figures * 2 > filled;
    };
    for (auto c = width; c < rows[0].size(); ++c)
        if (is_figures(c) != is_figures(c % width)) return false;
    return true;
}

// Whether the gaps between the parts are wider than all gaps within.
bool set_apart(const Grid& grid, std::size_t width)
{
    std::vector<Box> columns(grid.columns);
    for (const auto& cell : grid.cells) {
        auto& column = columns[cell.column];
        if (column.width() == 0) column = cell.box;
        column.include(cell.box);
    }
    float narrowest = std::numeric_limits<float>::max(), widest = 0;
    for (std::size_t c = 1; c < columns.size(); ++c) {
        float gap = columns[c].left - columns[c - 1].right;
        if (c % width == 0)
            narrowest = std::min(narrowest, gap);
        else
            widest = std::max(widest, gap);
    }
    return narrowest > 1.5F * widest;
}

bool is_folded(const Grid& grid, const Texts& rows, std::size_t width)
{
    auto keys = keys_of(rows, width);
    if (!keys || !same_kinds(rows, width)) return false;
    return counts_on(*keys) || (goes_on_in_order(*keys, rows.size()) && set_apart(grid, width));
}
} // namespace

Grid unfolded(Grid grid)
{
    bool spans = std::ranges::any_of(
        grid.cells, [](const Cell& cell) { return cell.row != cell.last_row || cell.column != cell.last_column; });
    if (spans || grid.rows < fewest_rows || grid.columns < 4) return grid;
    auto rows = texts(grid, false);
    for (std::size_t width = 2; width * 2 <= grid.columns; ++width) {
        if (grid.columns % width != 0 || !is_folded(grid, rows, width)) continue;
        auto height = grid.rows;
        std::size_t last = 0;
        for (auto& cell : grid.cells) {
            cell.row = cell.last_row = cell.row + cell.column / width * height;
            cell.column = cell.last_column = cell.column % width;
            if (!cell.text.empty()) last = std::max(last, cell.row);
        }
        grid.columns = width;
        grid.rows = last + 1;
        std::erase_if(grid.cells, [&](const Cell& cell) { return cell.row > last; });
        std::ranges::sort(grid.cells, {}, [](const Cell& cell) { return std::pair(cell.row, cell.column); });
        break;
    }
    return grid;
}
} // namespace engine::pdf
