#include "engine/read/pdf/unruled.hpp"
#include "engine/read/pdf/captions.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace engine::pdf
{
namespace
{
constexpr float wide_gap = 0.9F;     // font sizes; wider than any between words of a text
constexpr float most_leading = 3.2F; // font sizes between lines of one table
constexpr float most_apart = 6;      // the same between groups of its rows

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

bool is_caption(const TextLine& line)
{
    return line.words.size() > 1 && names_a_table(line.words[0].text + ' ' + line.words[1].text);
}

// Whether the rows go on below a wider gap, under a line or two of their group's name at most: they begin where the
// rows above do, and their last text stands below the last one there.
bool begins_group(const std::vector<Candidate>& all, std::size_t row, std::size_t i)
{
    constexpr std::size_t most_names = 2;
    const auto& above = *all[row].line;
    auto next = i;
    while (next < all.size() && next < i + most_names && all[next].gaps.empty()) ++next;
    if (next == all.size() || all[next].gaps.size() != all[row].gaps.size()) return false;
    const auto& below = *all[next].line;
    auto near = [&](float a, float b) { return std::fabs(a - b) < above.size / 2; };
    bool in_reach = all[i].line->box.bottom - all[i - 1].line->box.bottom <= most_apart * above.size;
    for (auto k = i + 1; k <= next; ++k)
        in_reach = in_reach && all[k].line->box.bottom - all[k - 1].line->box.bottom <= most_leading * above.size;
    for (auto k = i; k < next; ++k) in_reach = in_reach && near(all[k].line->box.left, above.box.left);
    const auto &end = all[row].pieces.back().box, &end_below = all[next].pieces.back().box;
    bool in_column = end_below.left < end.right && end.left < end_below.right;
    return in_reach && in_column && near(below.box.left, above.box.left);
}

// Whether a line is drawn below `upper` and above y, along the width of `row`.
bool is_ruled_below(const TextLine& upper, float y, const TextLine& row, const std::vector<Ruling>& across)
{
    return std::ranges::any_of(across, [&](const Ruling& rule) {
        return rule.at > upper.box.middle_y() && rule.at < y && rule.from <= row.box.left + row.size &&
               rule.to >= row.box.right - row.size;
    });
}

// The end of the lines behind the row `last` that go on one of its cells down to the line that closes the table.
std::size_t end_of_last_row(const std::vector<Candidate>& all, std::size_t last, const std::vector<Ruling>& across)
{
    const auto& row = *all[last].line;
    auto closed_below = [&](std::size_t i) {
        float next = i + 1 < all.size() ? all[i + 1].line->box.middle_y() : std::numeric_limits<float>::max();
        return is_ruled_below(*all[i].line, std::min(next, all[i].line->box.bottom + 2 * row.size), row, across);
    };
    auto goes_on = [&](std::size_t i) {
        const auto& line = *all[i].line;
        bool is_near = line.box.bottom - all[i - 1].line->box.bottom < 1.5F * row.size;
        return is_near && all[i].gaps.empty() && std::ranges::any_of(all[last].pieces, [&](const Piece& piece) {
                   return std::fabs(piece.box.left - line.box.left) < row.size / 2;
               });
    };
    for (auto i = last; i + 1 < all.size() && !closed_below(i) && goes_on(i + 1); ++i)
        if (closed_below(i + 1)) return i + 2;
    return last + 1;
}

// Runs of lines that can be rows of one table.
std::vector<std::vector<const TextLine*>> runs(const std::vector<TextLine>& lines, const std::vector<Box>& taken,
                                               const std::vector<Ruling>& across)
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
            if (line.box.bottom - all[j - 1].line->box.bottom > most_leading * std::max(size, 6.F) &&
                !begins_group(all, last, j))
                break;
            if (std::ranges::any_of(taken, [&](const Box& box) { return is_between(box, *all[j - 1].line, line); }))
                break;
            if (is_caption(line)) break;
            if (all[j].gaps.empty()) continue;
            bool fits = false;
            for (std::size_t m = members.size(), looked = 0; m-- > 0 && looked < 4 && !fits; ++looked)
                fits = share_gap(all[members[m]].gaps, all[j].gaps, 0.4F * size);
            if (!fits) continue;
            for (auto k = last + 1; k <= j; ++k) run.push_back(all[k].line);
            members.push_back(j);
            last = j;
        }
        i = end_of_last_row(all, last, across);
        for (auto k = last + 1; k < i; ++k) run.push_back(all[k].line);
        found.push_back(std::move(run));
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

namespace
{
// Words of the lines for which `keep` holds; lines without any are left out.
template <class Keep> std::vector<TextLine> only(const std::vector<TextLine>& lines, Keep keep)
{
    std::vector<TextLine> kept;
    for (const auto& line : lines) {
        TextLine part = line;
        std::erase_if(part.words, [&](const Word& word) { return !keep(word.box); });
        if (part.words.empty()) continue;
        part.box = part.words[0].box;
        for (const auto& word : part.words) part.box.include(word.box);
        kept.push_back(std::move(part));
    }
    return kept;
}

std::vector<const TextLine*> pointers(const std::vector<TextLine>& lines)
{
    std::vector<const TextLine*> list;
    for (const auto& line : lines) list.push_back(&line);
    return list;
}

// Whether the words between these places are running text: many in each line, and lines that go on a sentence.
bool is_prose(const std::vector<const TextLine*>& lines, float from, float to)
{
    constexpr std::size_t fewest_lines = 4, words_of_text = 5;
    std::size_t filled = 0, words = 0, going_on = 0;
    for (const auto* line : lines) {
        std::size_t here = 0;
        for (const auto& word : line->words) {
            if (word.box.middle_x() < from || word.box.middle_x() > to) continue;
            if (here++ == 0) going_on += word.text[0] >= 'a' && word.text[0] <= 'z';
        }
        filled += here > 0;
        words += here;
    }
    return filled >= fewest_lines && words >= words_of_text * filled && going_on * 3 > filled;
}

std::optional<Grid> table_of(std::vector<const TextLine*> lines, const Rulings& rulings, double least_likeness)
{
    if (lines.size() < 2) return std::nullopt;
    auto region = region_of(std::move(lines), rulings);
    auto gutters = find_gutters(region);
    if (gutters.empty()) return std::nullopt;
    // Text that runs beside the table is none of its columns.
    float from = region.box.left, to = region.box.right;
    if (is_prose(region.lines, from, gutters.front().middle())) from = gutters.front().middle();
    if (is_prose(region.lines, gutters.back().middle(), to)) to = gutters.back().middle();
    if (gutters.size() > 1 && to - from < region.box.width()) {
        std::vector<TextLine> text;
        for (const auto* line : region.lines) text.push_back(*line);
        text = only(text, [&](const Box& word) { return word.middle_x() > from && word.middle_x() < to; });
        return table_of(pointers(text), rulings, least_likeness);
    }
    auto grid = grid_of(region, gutters);
    drop_captions(grid);
    grid.confidence = likeness(region, grid);
    if (grid.confidence < least_likeness) return std::nullopt;
    return grid;
}

// Places between three or more horizontal lines of the same ends, one below the other, as printed tables have them.
std::vector<Box> between_rules(const Rulings& rulings)
{
    constexpr float same_end = 4, most_height = 400, least_width = 60;
    std::vector<Box> boxes;
    std::vector<bool> used(rulings.horizontal.size());
    for (std::size_t i = 0; i < used.size(); ++i) {
        const auto& top = rulings.horizontal[i];
        if (used[i] || top.to - top.from < least_width) continue;
        Box box{top.from, top.at, top.to, top.at};
        std::vector<std::size_t> group{i};
        for (auto j = i + 1; j < used.size(); ++j) {
            const auto& line = rulings.horizontal[j];
            if (std::fabs(line.from - top.from) > same_end || std::fabs(line.to - top.to) > same_end) continue;
            if (line.at - box.bottom > most_height) break;
            box.bottom = line.at;
            group.push_back(j);
        }
        if (group.size() < 3) continue;
        for (auto each : group) used[each] = true;
        boxes.push_back(box);
    }
    return boxes;
}

bool is_within(const Box& box, const Box& outer)
{
    return outer.holds(box.middle_x(), box.middle_y()) && box.left > outer.left - 3 && box.right < outer.right + 3;
}
} // namespace

std::optional<Grid> table_of_lines(const std::vector<TextLine>& lines, const Rulings& rulings)
{
    return table_of(pointers(lines), rulings, 0);
}

std::vector<Grid> find_unruled(const std::vector<TextLine>& lines, const Rulings& rulings,
                               const std::vector<Box>& taken, double least_likeness)
{
    std::vector<Grid> grids;
    auto rest = lines;
    auto places = taken;
    // Where two tables stand side by side, lines above and below say which text is of which.
    for (const auto& box : between_rules(rulings)) {
        auto beside = [&](const Box& word) {
            return word.middle_y() > box.top && word.middle_y() < box.bottom && !is_within(word, box);
        };
        if (std::ranges::none_of(rest, [&](const TextLine& line) {
                return std::ranges::any_of(line.words, [&](const Word& word) { return beside(word.box); });
            }))
            continue;
        auto inside = only(rest, [&](const Box& word) { return is_within(word, box); });
        auto grid = table_of(pointers(inside), rulings, least_likeness);
        if (!grid) continue;
        rest = only(rest, [&](const Box& word) { return !is_within(word, box); });
        places.push_back(box);
        grids.push_back(std::move(*grid));
    }
    for (auto& run : runs(rest, places, rulings.horizontal))
        if (auto grid = table_of(std::move(run), rulings, least_likeness)) grids.push_back(std::move(*grid));
    return grids;
}
} // namespace engine::pdf
