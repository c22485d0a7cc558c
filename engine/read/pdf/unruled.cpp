#include "engine/read/pdf/unruled.hpp"
#include "engine/read/pdf/captions.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr float wide_gap = 0.9F;     // font sizes; wider than any between words of a text
constexpr float most_leading = 3.2F; // font sizes between lines of one table
constexpr double least_likeness = 0.5;

// Gaps between the pieces of a line.
std::vector<Interval> gaps_of(const std::vector<Piece>& pieces)
{
    std::vector<Interval> gaps;
    for (std::size_t p = 1; p < pieces.size(); ++p) gaps.push_back({pieces[p - 1].box.right, pieces[p].box.left});
    return gaps;
}

bool share_gap(const std::vector<Interval>& a, const std::vector<Interval>& b, float least)
{
    for (const auto& x : a)
        for (const auto& y : b)
            if (std::min(x.to, y.to) - std::max(x.from, y.from) >= least) return true;
    return false;
}

struct Candidate {
    const TextLine* line;
    std::vector<Piece> pieces;
    std::vector<Interval> gaps;
};

bool is_between(const Box& box, const TextLine& above, const TextLine& below)
{
    return box.top > above.box.middle_y() && box.bottom < below.box.middle_y();
}

// Runs of lines that can be rows of one table.
std::vector<std::vector<const TextLine*>> runs(const std::vector<TextLine>& lines, const std::vector<Box>& taken)
{
    std::vector<Candidate> all;
    for (const auto& line : lines) {
        Candidate one{&line, pieces(line, wide_gap), {}};
        one.gaps = gaps_of(one.pieces);
        all.push_back(std::move(one));
    }
    std::vector<std::vector<const TextLine*>> found;
    for (std::size_t i = 0; i < all.size();) {
        if (all[i].gaps.empty()) {
            ++i;
            continue;
        }
        // The run ends behind the last line of several pieces; lines of one piece between such are inside.
        std::vector<const TextLine*> run{all[i].line};
        std::size_t last = i;
        std::vector<std::size_t> members{i};
        for (auto j = i + 1; j < all.size() && j <= last + 5; ++j) {
            const auto& line = *all[j].line;
            float size = std::min(line.size, all[j - 1].line->size);
            if (line.box.bottom - all[j - 1].line->box.bottom > most_leading * std::max(size, 6.F)) break;
            if (std::ranges::any_of(taken, [&](const Box& box) { return is_between(box, *all[j - 1].line, line); }))
                break;
            if (all[j].gaps.empty()) continue;
            bool fits = false;
            for (std::size_t m = members.size(), looked = 0; m-- > 0 && looked < 4 && !fits; ++looked)
                fits = share_gap(all[members[m]].gaps, all[j].gaps, 0.4F * size);
            if (!fits) continue;
            for (auto k = last + 1; k <= j; ++k) run.push_back(all[k].line);
            members.push_back(j);
            last = j;
        }
        found.push_back(std::move(run));
        i = last + 1;
    }
    return found;
}
} // namespace

Region region_of(std::vector<const TextLine*> lines, const Rulings& rulings)
{
    Region region;
    region.box = lines[0]->box;
    for (const auto* line : lines) region.box.include(line->box);
    region.lines = std::move(lines);
    const auto& box = region.box;
    float margin = region.lines[0]->size;
    for (const auto& rule : rulings.horizontal)
        if (rule.at > box.top - margin && rule.at < box.bottom + margin && rule.from < box.right && rule.to > box.left)
            region.across.push_back(rule);
    for (const auto& rule : rulings.vertical)
        if (rule.at > box.left && rule.at < box.right &&
            std::min(rule.to, box.bottom) - std::max(rule.from, box.top) > 0.6F * box.height())
            region.down.push_back(rule.at);
    return region;
}

std::vector<Grid> find_unruled(const std::vector<TextLine>& lines, const Rulings& rulings,
                               const std::vector<Box>& taken)
{
    std::vector<Grid> grids;
    for (auto& run : runs(lines, taken)) {
        if (run.size() < 2) continue;
        auto region = region_of(std::move(run), rulings);
        auto gutters = find_gutters(region);
        if (gutters.empty()) continue;
        auto grid = grid_of(region, gutters);
        drop_captions(grid);
        grid.confidence = likeness(region, grid);
        if (grid.confidence >= least_likeness) grids.push_back(std::move(grid));
    }
    return grids;
}
} // namespace engine::pdf
