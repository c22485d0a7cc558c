#include "engine/read/pdf/ruled.hpp"
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_corners = 20'000; // of a page; a drawing has more, a table has not

class Sets
{
public:
    explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t find(std::size_t a)
    {
        while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
        return a;
    }
    void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

private:
    std::vector<std::size_t> parent_;
};

bool meet(const Ruling& horizontal, const Ruling& vertical)
{
    return vertical.at >= horizontal.from - snap && vertical.at <= horizontal.to + snap &&
           horizontal.at >= vertical.from - snap && horizontal.at <= vertical.to + snap;
}

// Lines that hang together, by index.
struct Web {
    std::vector<std::size_t> horizontal, vertical;
};

std::vector<Web> webs(const Rulings& rulings)
{
    const auto& [across, down] = rulings;
    Sets sets(across.size() + down.size());
    for (std::size_t v = 0; v < down.size(); ++v) {
        auto first = std::ranges::lower_bound(across, down[v].from - snap, {}, &Ruling::at);
        for (auto h = first; h != across.end() && h->at <= down[v].to + snap; ++h)
            if (meet(*h, down[v])) sets.join(static_cast<std::size_t>(h - across.begin()), across.size() + v);
    }
    std::map<std::size_t, Web> found;
    for (std::size_t h = 0; h < across.size(); ++h) found[sets.find(h)].horizontal.push_back(h);
    for (std::size_t v = 0; v < down.size(); ++v) found[sets.find(across.size() + v)].vertical.push_back(v);
    std::vector<Web> list;
    for (auto& [root, web] : found)
        if (!web.horizontal.empty() && !web.vertical.empty() && web.horizontal.size() + web.vertical.size() > 2)
            list.push_back(std::move(web));
    return list;
}

// A side where at least two lines end together, with nothing drawn along it, is closed there.
void close_side(const std::vector<Ruling>& across, std::vector<Ruling>& down, bool far)
{
    if (across.size() < 2) return;
    auto end = [far](const Ruling& line) { return far ? line.to : line.from; };
    auto outer = far ? std::ranges::max(across, {}, end) : std::ranges::min(across, {}, end);
    float place = end(outer);
    std::optional<Ruling> side;
    for (const auto& line : across) {
        if (std::fabs(end(line) - place) > 2 * snap) continue;
        if (!side) side = Ruling{place, line.at, line.at};
        side->from = std::min(side->from, line.at);
        side->to = std::max(side->to, line.at);
    }
    if (!side || side->to - side->from < 2 * snap) return;
    bool drawn = std::ranges::any_of(down, [&](const Ruling& line) { return std::fabs(line.at - place) <= 2 * snap; });
    if (!drawn) down.push_back(*side);
}

struct Corner {
    float x, y;
    std::vector<std::size_t> across, down; // lines through it
};

bool share(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b)
{
    return std::ranges::any_of(a, [&](auto line) { return std::ranges::find(b, line) != b.end(); });
}

// The smallest rectangle of four corners that lines join, at each corner.
std::vector<Box> cells_of(const std::vector<Ruling>& across, const std::vector<Ruling>& down)
{
    std::map<std::pair<float, float>, Corner> corners; // by x, y
    for (std::size_t v = 0; v < down.size(); ++v)
        for (std::size_t h = 0; h < across.size(); ++h) {
            if (!meet(across[h], down[v])) continue;
            auto& corner = corners[{down[v].at, across[h].at}];
            corner.x = down[v].at;
            corner.y = across[h].at;
            corner.across.push_back(h);
            corner.down.push_back(v);
            if (corners.size() > most_corners) return {};
        }
    std::map<float, std::vector<const Corner*>> by_x, by_y;
    for (const auto& [place, corner] : corners) {
        by_x[corner.x].push_back(&corner);
        by_y[corner.y].push_back(&corner); // sorted by x, as the corners are
    }
    std::vector<Box> cells;
    for (const auto& [place, corner] : corners) {
        const auto& below = by_x[corner.x];
        const auto& beside = by_y[corner.y];
        auto find_cell = [&]() -> std::optional<Box> {
            for (const auto* low : below) {
                if (low->y <= corner.y || !share(low->down, corner.down)) continue;
                for (const auto* right : beside) {
                    if (right->x <= corner.x || !share(right->across, corner.across)) continue;
                    auto opposite = corners.find({right->x, low->y});
                    if (opposite != corners.end() && share(opposite->second.down, right->down) &&
                        share(opposite->second.across, low->across))
                        return Box{corner.x, corner.y, right->x, low->y};
                }
            }
            return std::nullopt;
        };
        if (auto cell = find_cell()) cells.push_back(*cell);
    }
    return cells;
}

std::vector<float> places(const std::vector<Box>& cells, float Box::* low, float Box::* high)
{
    std::vector<float> list;
    for (const auto& cell : cells) {
        list.push_back(cell.*low);
        list.push_back(cell.*high);
    }
    std::ranges::sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

Grid grid_of(std::vector<Box> cells)
{
    auto xs = places(cells, &Box::left, &Box::right), ys = places(cells, &Box::top, &Box::bottom);
    auto index = [](const std::vector<float>& list, float value) {
        return static_cast<std::size_t>(std::ranges::lower_bound(list, value) - list.begin());
    };
    Grid grid;
    grid.box = {xs.front(), ys.front(), xs.back(), ys.back()};
    grid.columns = xs.size() - 1;
    grid.rows = ys.size() - 1;
    std::ranges::sort(cells, {}, [](const Box& box) { return std::pair(box.top, box.left); });
    for (const auto& box : cells)
        grid.cells.push_back(
            {index(ys, box.top), index(xs, box.left), index(ys, box.bottom) - 1, index(xs, box.right) - 1, box, {}});
    return grid;
}

// Cells that share a corner are of one table.
std::vector<std::vector<Box>> tables_of(const std::vector<Box>& cells)
{
    Sets sets(cells.size());
    std::map<std::pair<float, float>, std::size_t> corner;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& cell = cells[i];
        for (auto at : {std::pair(cell.left, cell.top), std::pair(cell.left, cell.bottom),
                        std::pair(cell.right, cell.top), std::pair(cell.right, cell.bottom)})
            if (auto [had, is_new] = corner.emplace(at, i); !is_new) sets.join(i, had->second);
    }
    std::map<std::size_t, std::vector<Box>> found;
    for (std::size_t i = 0; i < cells.size(); ++i) found[sets.find(i)].push_back(cells[i]);
    std::vector<std::vector<Box>> tables;
    for (auto& [root, table] : found)
        if (table.size() > 1) tables.push_back(std::move(table));
    return tables;
}
} // namespace

std::vector<Grid> find_ruled(const Rulings& rulings)
{
    std::vector<Grid> grids;
    for (const auto& web : webs(rulings)) {
        std::vector<Ruling> across, down;
        for (auto h : web.horizontal) across.push_back(rulings.horizontal[h]);
        for (auto v : web.vertical) down.push_back(rulings.vertical[v]);
        for (bool far : {false, true}) close_side(across, down, far);
        for (bool far : {false, true}) close_side(down, across, far);
        for (auto& table : tables_of(cells_of(across, down))) grids.push_back(grid_of(std::move(table)));
    }
    std::ranges::sort(grids, {}, [](const Grid& grid) { return std::pair(grid.box.top, grid.box.left); });
    return grids;
}
} // namespace engine::pdf
