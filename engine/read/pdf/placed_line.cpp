#include "engine/read/pdf/placed_line.hpp"
#include "engine/read/pdf/reading_order.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <tuple>

namespace engine::pdf
{
namespace
{
constexpr float header_gap = 0.45F; // font sizes; between words of one header it is less

class Columns
{
public:
    Columns(const Region& region, std::span<const Interval> gutters) : region_(region)
    {
        float from = region.box.left;
        for (const auto& gutter : gutters) {
            columns_.push_back({from, gutter.from});
            from = gutter.to;
            middles_.push_back(gutter.middle());
        }
        columns_.push_back({from, region.box.right});
    }

    std::size_t count() const { return columns_.size(); }

    PlacedLine place(const TextLine& line) const
    {
        PlacedLine placed{line.box, line.size, {}, 0};
        auto list = pieces(line, header_gap);
        std::vector<bool> taken(count()); // columns that a piece of the line stands in
        for (const auto& piece : list)
            for (std::size_t c = 0; c < count(); ++c) taken[c] = taken[c] || covers(piece.box, c);
        for (const auto& piece : list) {
            auto [first, last] = reach(piece.box);
            if (first != last && (!crosses(line, piece, first, last) || are_figures(line, piece))) {
                for (auto w = piece.first; w < piece.last; ++w)
                    add_word(placed, line.words[w], column_at(line.words[w].box.middle_x()));
                continue;
            }
            if (first == last && !covers(piece.box, first)) first = last = beside(piece.box, taken);
            if (auto [from, to] = reach_of_rule(piece.box, first, list); from <= first && to >= last)
                std::tie(first, last) = std::pair(from, to);
            for (auto w = piece.first; w < piece.last; ++w) add_word(placed, line.words[w], first, last);
        }
        for (auto& slot : placed.slots) slot.text = in_reading_order(slot.shown);
        for (const auto& slot : placed.slots) placed.figures += is_figure(slot.text) || is_filler(slot.text);
        return placed;
    }

private:
    std::size_t column_at(float x) const
    {
        return static_cast<std::size_t>(std::ranges::upper_bound(middles_, x) - middles_.begin());
    }

    // Whether the box takes a good part of the strip that the column's text stands in.
    bool covers(const Box& box, std::size_t c) const
    {
        auto from = std::max(box.left, columns_[c].from), to = std::min(box.right, columns_[c].to);
        return to - from > std::min(4.F, 0.3F * columns_[c].width());
    }

    std::pair<std::size_t, std::size_t> reach(const Box& box) const
    {
        auto first = column_at(box.left), last = column_at(box.right);
        while (first < last && !covers(box, first)) ++first;
        while (last > first && !covers(box, last)) --last;
        return {first, last};
    }

    // The column for a text that stands in a gutter: the one beside it that has no text of its own, or the nearer one.
    std::size_t beside(const Box& box, const std::vector<bool>& taken) const
    {
        auto right = static_cast<std::size_t>(std::ranges::upper_bound(columns_, box.middle_x(), {}, &Interval::from) -
                                              columns_.begin());
        if (right == 0) return 0;
        auto left = right - 1;
        if (right == count()) return left;
        if (taken[left] != taken[right]) return taken[left] ? right : left;
        return box.left - columns_[left].to <= columns_[right].from - box.right ? left : right;
    }

    // Figures side by side are of as many cells, however near they stand.
    static bool are_figures(const TextLine& line, const Piece& piece)
    {
        return piece.last - piece.first > 1 &&
               std::all_of(line.words.begin() + static_cast<std::ptrdiff_t>(piece.first),
                           line.words.begin() + static_cast<std::ptrdiff_t>(piece.last),
                           [](const Word& word) { return is_figure(word.text) || is_filler(word.text); });
    }

    // Whether a word stands in one of the gutters, so that the piece is one text over several columns.
    bool crosses(const TextLine& line, const Piece& piece, std::size_t first, std::size_t last) const
    {
        for (auto c = first; c < last; ++c) {
            float from = columns_[c].to, to = columns_[c + 1].from, inset = std::min(1.5F, (to - from) / 4);
            for (auto w = piece.first; w < piece.last; ++w)
                if (line.words[w].box.left < to - inset && line.words[w].box.right > from + inset) return true;
        }
        return false;
    }

    // A line drawn under a heading, and under no other, says how many columns it heads.
    std::pair<std::size_t, std::size_t> reach_of_rule(const Box& box, std::size_t column,
                                                      const std::vector<Piece>& list) const
    {
        for (const auto& rule : region_.across) {
            bool below = rule.at > box.bottom - 2 && rule.at < box.bottom + box.height() * 0.8F;
            bool around = rule.from <= box.left + 2 && rule.to >= box.right - 2;
            if (!below || !around || rule.to - rule.from > 0.85F * region_.box.width()) continue;
            auto above = std::ranges::count_if(list, [&](const Piece& piece) {
                return piece.box.middle_x() > rule.from && piece.box.middle_x() < rule.to;
            });
            if (above > 1) continue;
            auto [first, last] = reach({rule.from, box.top, rule.to, box.bottom});
            if (first <= column && column <= last && last > first) return {first, last};
        }
        return {column, column};
    }

    static void add_word(PlacedLine& line, const Word& word, std::size_t first, std::size_t last)
    {
        if (!line.slots.empty() && line.slots.back().first == first && line.slots.back().last == last) {
            auto& slot = line.slots.back();
            slot.shown += U' ' + word.shown;
            slot.box.include(word.box);
        } else
            line.slots.push_back({first, last, word.box, word.shown, {}});
    }
    static void add_word(PlacedLine& line, const Word& word, std::size_t column)
    {
        add_word(line, word, column, column);
    }

    const Region& region_;
    std::vector<Interval> columns_;
    std::vector<float> middles_;
};

} // namespace

const Slot* PlacedLine::slot_of(std::size_t column) const
{
    auto found = std::ranges::find_if(slots, [=](const Slot& s) { return s.first <= column && column <= s.last; });
    return found == slots.end() ? nullptr : &*found;
}

bool PlacedLine::spans() const
{
    return std::ranges::any_of(slots, [](const Slot& slot) { return slot.first != slot.last; });
}

std::vector<PlacedLine> placed_lines(const Region& region, std::span<const Interval> gutters)
{
    Columns columns(region, gutters);
    std::vector<PlacedLine> lines;
    for (const auto* line : region.lines) lines.push_back(columns.place(*line));
    return lines;
}
} // namespace engine::pdf
