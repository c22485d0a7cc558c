#include "engine/read/pdf/unruled.hpp"
#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/runs.hpp"
#include <algorithm>
#include <cmath>
#include <optional>

namespace engine::pdf
{
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
    // Lines under the headings of tables below each other have the same ends too; they lie below wider lines.
    std::erase_if(boxes, [&](const Box& box) {
        constexpr float near = 40; // points
        return std::ranges::any_of(rulings.horizontal, [&](const Ruling& line) {
            return line.at < box.top && box.top - line.at < near && line.from < box.left + same_end &&
                   line.to > box.right - same_end && line.to - line.from > 1.3F * box.width();
        });
    });
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
        if (std::ranges::any_of(inside, is_caption)) continue; // more than one table
        auto grid = table_of(pointers(inside), rulings, least_likeness);
        if (!grid) continue;
        rest = only(rest, [&](const Box& word) { return !is_within(word, box); });
        places.push_back(box);
        grids.push_back(std::move(*grid));
    }
    for (auto& run : find_runs(rest, places, rulings.horizontal))
        if (auto grid = table_of(std::move(run), rulings, least_likeness)) grids.push_back(std::move(*grid));
    return grids;
}
} // namespace engine::pdf
