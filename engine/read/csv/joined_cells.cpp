#include "engine/read/csv/joined_cells.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine::csv
{
namespace
{
constexpr std::size_t most_cells = 200, most_columns_joined = 64, most_in_one = 24;
constexpr double joint = 1, joint_at_space = 0.2; // for each delimiter that becomes text
constexpr double margin = 1;

struct Way {
    double cost = impossible, joints = 0;
    std::size_t cells = 0; // of the last column
};
struct Place {
    Way best;
    double second = impossible;

    void offer(const Way& way, double second_way)
    {
        second = std::min(second, second_way);
        if (way.cost < best.cost) {
            second = std::min(second, best.cost);
            best = way;
        } else
            second = std::min(second, way.cost);
    }
};
} // namespace

std::optional<JoinedCells> joined_cells(std::span<const StrictCell> cells, std::string_view delimiter,
                                        const RowShape& shape)
{
    auto width = shape.size();
    if (cells.size() > most_cells || width > most_columns_joined) return std::nullopt;
    // place(c, n): the first n cells make the first c columns.
    std::vector<Place> places((width + 1) * (cells.size() + 1));
    auto place = [&](std::size_t c, std::size_t n) -> Place& { return places[c * (cells.size() + 1) + n]; };
    place(0, 0).best.cost = 0;
    for (std::size_t c = 0; c < width; ++c) {
        for (std::size_t from = c; from < cells.size(); ++from) {
            const auto& before = place(c, from);
            if (before.best.cost >= impossible) continue;
            std::string text;
            double joints = 0;
            for (auto to = from; to < std::min(cells.size(), from + most_in_one); ++to) {
                if (to > from) {
                    if (cells[from].quoted || cells[to].quoted) break;
                    bool spaces = delimiter == " ";
                    if (!spaces && (is_blank(cells[to].text) || is_blank(cells[to - 1].text))) break;
                    bool space = spaces || cells[to].text.starts_with(' ');
                    joints += space ? joint_at_space : joint;
                    text += delimiter;
                }
                text += cells[to].text;
                if (to > from && kind_of(text) == CellKind::other && !shape[c].often(CellKind::other)) continue;
                auto more = joints + shape[c].cost(text);
                place(c + 1, to + 1)
                    .offer({before.best.cost + more, before.best.joints + joints, to + 1 - from}, before.second + more);
            }
        }
    }
    const auto& end = place(width, cells.size());
    if (end.best.cost >= impossible || end.second < end.best.cost + margin) return std::nullopt;
    JoinedCells joined{{}, end.best.joints};
    for (std::size_t c = width, n = cells.size(); c > 0; --c) {
        auto count = place(c, n).best.cells;
        std::string text = cells[n - count].text;
        for (auto i = n - count + 1; i < n; ++i) (text += delimiter) += cells[i].text;
        joined.cells.push_back(std::move(text));
        n -= count;
    }
    std::ranges::reverse(joined.cells);
    return joined;
}
} // namespace engine::csv
