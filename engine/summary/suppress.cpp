#include "engine/summary/suppress.hpp"
#include <algorithm>

namespace engine
{
namespace
{
struct Hidden {
    std::int64_t cells = 0, rows = 0;

    // Whoever knows how many rows the hidden cells have together, and that each has one at least, cannot tell one of
    // them, even when all of them are known to be small.
    bool is_safe(std::int64_t below) const
    {
        bool from_total = cells >= 2 && rows >= below && rows > cells;
        bool from_rule = rows != cells * (below - 1);
        return from_total && from_rule;
    }
};
} // namespace

std::vector<bool> hidden_counts(std::span<const std::int64_t> counts, std::int64_t below,
                                const std::vector<bool>& before)
{
    std::vector<bool> hide(counts.size(), false);
    Hidden hidden;
    auto add = [&](std::size_t at) {
        hide[at] = true;
        ++hidden.cells;
        hidden.rows += counts[at];
    };
    for (std::size_t at = 0; at < counts.size(); ++at)
        if (counts[at] > 0 && (counts[at] < below || (at < before.size() && before[at]))) add(at);
    if (hidden.cells == 0) return hide;
    while (!hidden.is_safe(below)) {
        // All that are equal, or their places would tell which of them is small.
        std::int64_t smallest = 0;
        for (std::size_t at = 0; at < counts.size(); ++at)
            if (!hide[at] && counts[at] > 0 && (smallest == 0 || counts[at] < smallest)) smallest = counts[at];
        if (smallest == 0) {
            hide.assign(counts.size(), true);
            break;
        }
        for (std::size_t at = 0; at < counts.size(); ++at)
            if (!hide[at] && counts[at] == smallest) add(at);
    }
    return hide;
}
} // namespace engine
