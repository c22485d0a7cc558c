#include "engine/read/pdf/header_lines.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>

namespace engine::pdf
{
namespace
{
struct Reach {
    std::size_t first, last;
};

// Finds how many columns each heading of a line is for.
class Headings
{
public:
    // `extents`: where the text of each column stands; `heads`: headings of one line, from left to right.
    Headings(const std::vector<Box>& extents, std::vector<const Slot*> heads, float size)
        : extents_(extents), heads_(std::move(heads)), size_(size)
    {
    }

    // Cuts all columns but the first into as many parts as there are headings, each heading in the middle of its part.
    std::vector<Reach> of_all_columns()
    {
        best_.clear();
        least_ = std::numeric_limits<float>::max();
        place(1, 0);
        return best_;
    }

    // The nearest columns around one heading that it stands in the middle of, others left out.
    std::optional<Reach> of_some(std::size_t h, std::size_t from) const
    {
        constexpr float tolerance = 0.35F; // font sizes
        std::optional<Reach> best;
        auto end = h + 1 < heads_.size() ? heads_[h + 1]->first : extents_.size();
        float least = tolerance * size_;
        for (auto first = from; first <= heads_[h]->first; ++first)
            for (auto last = heads_[h]->last; last < end; ++last)
                if (auto off = away(h, first, last); last > first && off < least) {
                    least = off;
                    best = Reach{first, last};
                }
        return best;
    }

    bool is_own(std::size_t h) const
    {
        const auto& head = *heads_[h];
        return head.first == head.last && away(h, head.first, head.last) < 0.5F * size_;
    }

private:
    float away(std::size_t h, std::size_t first, std::size_t last) const
    {
        return std::fabs((extents_[first].left + extents_[last].right) / 2 - heads_[h]->box.middle_x());
    }

    void place(std::size_t from, float sum)
    {
        auto h = made_.size();
        if (from > heads_[h]->first) return;
        bool is_last = h + 1 == heads_.size();
        auto end = is_last ? extents_.size() : heads_[h + 1]->first;
        for (auto last = is_last ? end - 1 : heads_[h]->last; last < end; ++last) {
            auto off = away(h, from, last);
            auto width = extents_[last].right - extents_[from].left;
            if (off > 0.8F * size_ + 0.02F * width || sum + off >= least_) continue;
            made_.push_back({from, last});
            if (is_last) {
                least_ = sum + off;
                best_ = made_;
            } else
                place(last + 1, sum + off);
            made_.pop_back();
        }
    }

    const std::vector<Box>& extents_;
    std::vector<const Slot*> heads_;
    float size_;
    std::vector<Reach> made_, best_;
    float least_ = 0;
};

// Where the text of each column stands, by the body and the header's last line; nothing where a column has none.
std::vector<Box> extents_of(const std::vector<PlacedLine>& lines, const RowStyle& style)
{
    std::vector<Box> extents(style.columns);
    std::vector<bool> known(style.columns);
    for (auto l = style.header - 1; l < lines.size(); ++l)
        for (const auto& slot : lines[l].slots) {
            if (slot.first != slot.last) continue;
            if (!known[slot.first]) extents[slot.first] = slot.box;
            known[slot.first] = true;
            extents[slot.first].include(slot.box);
        }
    for (std::size_t c = 1; c < known.size(); ++c)
        if (!known[c]) return {};
    return extents;
}

// Whether each column but the first has a name below the line.
bool all_named_below(const std::vector<PlacedLine>& lines, const RowStyle& style, std::size_t line)
{
    for (std::size_t c = 1; c < style.columns; ++c) {
        bool named = false;
        for (auto l = line + 1; l < style.header; ++l) named = named || lines[l].has(c);
        if (!named) return false;
    }
    return true;
}

// Names side by side that touch look like one heading; then names of single columns stand above it.
bool has_names_above_headings(const std::vector<PlacedLine>& lines, const RowStyle& style)
{
    for (std::size_t l = 1; l < style.header; ++l)
        for (const auto& slot : lines[l].slots)
            for (auto column = slot.first; slot.first != slot.last && column <= slot.last; ++column)
                if (const auto* above = lines[l - 1].slot_of(column); above && above->first == above->last) return true;
    return false;
}

void widen(PlacedLine& line, const PlacedLine& below, const std::vector<Box>& extents)
{
    std::vector<const Slot*> heads;
    std::vector<Slot*> slots;
    for (auto& slot : line.slots) {
        if (slot.first == 0 && slot.last > 0) return;
        if (slot.first == 0) continue;
        heads.push_back(&slot);
        slots.push_back(&slot);
    }
    if (heads.empty() || heads.size() * 2 > extents.size() - 1) return;
    Headings headings(extents, heads, line.size);
    // The first line of a name of several lines stands close above the next, in the middle of its own column.
    bool any_own = false;
    for (std::size_t h = 0; h < heads.size(); ++h) any_own = any_own || headings.is_own(h);
    if (any_own && leading(line, below) < 1.35F) return;
    auto all = headings.of_all_columns();
    std::size_t from = 1;
    for (std::size_t h = 0; h < heads.size(); ++h) {
        auto reach = all.empty() && !headings.is_own(h) ? headings.of_some(h, from) : std::nullopt;
        if (!all.empty()) reach = all[h];
        if (reach) std::tie(slots[h]->first, slots[h]->last) = std::tuple(reach->first, reach->last);
        from = slots[h]->last + 1;
    }
}
} // namespace

void widen_headings(std::vector<PlacedLine>& lines, const RowStyle& style)
{
    if (style.header < 2 || style.columns < 3) return;
    auto extents = extents_of(lines, style);
    if (extents.empty()) return;
    for (std::size_t l = 0; l + 1 < style.header; ++l)
        if (all_named_below(lines, style, l)) widen(lines[l], lines[l + 1], extents);
}

std::size_t headings_above(const std::vector<PlacedLine>& lines, std::size_t line, const Slot& slot)
{
    std::size_t count = 0;
    for (std::size_t l = 0; l < line; ++l)
        count += std::ranges::any_of(lines[l].slots, [&](const Slot& above) {
            return above.first != above.last && above.first <= slot.first && slot.last <= above.last;
        });
    return count;
}

std::size_t number_by_headings(const std::vector<PlacedLine>& lines, const RowStyle& style,
                               std::vector<std::size_t>& numbers)
{
    if (has_names_above_headings(lines, style)) return 0;
    std::size_t steps = 0; // headings above each other
    bool beside = false;   // a name stands in the line of a heading
    for (std::size_t l = 0; l < style.header; ++l)
        for (const auto& slot : lines[l].slots) {
            steps = std::max(steps, headings_above(lines, l, slot));
            beside = beside || (slot.first > 0 && slot.first == slot.last && lines[l].spans());
        }
    if (steps == 0 || !beside) return 0;
    auto before = style.header < lines.size() ? numbers[style.header] : numbers.back() + 1;
    for (std::size_t l = 0; l < lines.size(); ++l) numbers[l] = l < style.header ? 0 : numbers[l] - before + steps + 1;
    return style.header;
}
} // namespace engine::pdf
