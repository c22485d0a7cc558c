#include "engine/read/pdf/runs.hpp"
#include "engine/read/pdf/captions.hpp"
#include "engine/read/pdf/frames.hpp"
#include "engine/read/pdf/run_edges.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <cmath>
#include <utility>

namespace engine::pdf
{
namespace
{
constexpr float most_leading = 3.2F;     // font sizes between lines of one table
constexpr float most_apart = 6;          // the same between groups of its rows
constexpr std::size_t lines_between = 5; // rows of several pieces, at most

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

bool is_between(const Box& box, const TextLine& above, const TextLine& below)
{
    return box.top > above.box.middle_y() && box.bottom < below.box.middle_y();
}

bool same_words(const TextLine& a, const TextLine& b)
{
    return std::ranges::equal(a.words, b.words, {}, &Word::text, &Word::text);
}

class Finder
{
public:
    Finder(const std::vector<TextLine>& lines, const std::vector<Box>& taken, const std::vector<Ruling>& across)
        : taken_(taken), across_(across), frames_(find_frames(lines, across))
    {
        for (const auto& line : lines) {
            Candidate one{&line, pieces(line, wide_gap), {}};
            one.gaps = gaps_of(one.pieces);
            all_.push_back(std::move(one));
        }
    }

    std::vector<std::vector<const TextLine*>> find() const
    {
        std::vector<std::vector<const TextLine*>> found;
        std::size_t free_from = 0;
        for (std::size_t i = 0; i < all_.size();) {
            if (all_[i].gaps.empty()) {
                ++i;
                continue;
            }
            auto [begin, end] = run_from(i, free_from);
            auto& run = found.emplace_back();
            for (auto k = begin; k < end; ++k) run.push_back(all_[k].line);
            free_from = i = end;
        }
        return found;
    }

private:
    // The run ends behind the last line of several pieces; lines of one piece between such are inside.
    std::pair<std::size_t, std::size_t> run_from(std::size_t first, std::size_t free_from) const
    {
        Members members{first};
        for (auto j = first + 1; j < all_.size() && j <= members.back() + lines_between; ++j) {
            if (ends_before(members, j)) break;
            if (!all_[j].gaps.empty() && fits(members, j)) members.push_back(j);
        }
        auto begin = begin_of_run(all_, members, free_from, across_);
        auto end = end_of_run(all_, members, across_);
        if (const auto* frame = frame_of(members.front()))
            while (begin > free_from && frame_of(begin - 1) == frame && all_[begin - 1].line->words.size() <= 8)
                --begin;
        if (const auto* frame = frame_of(members.back()))
            while (end < all_.size() && frame_of(end) == frame) ++end;
        return {begin, end};
    }

    const Box* frame_of(std::size_t i) const
    {
        const auto& box = all_[i].line->box;
        auto frame =
            std::ranges::find_if(frames_, [&](const Box& each) { return each.holds(box.middle_x(), box.middle_y()); });
        return frame == frames_.end() ? nullptr : &*frame;
    }

    bool ends_before(const Members& members, std::size_t j) const
    {
        const auto &line = *all_[j].line, &before = *all_[j - 1].line;
        if (std::ranges::any_of(taken_, [&](const Box& box) { return is_between(box, before, line); })) return true;
        if (is_caption(line)) return true;
        const auto *frame = frame_of(j), *of_last = frame_of(members.back());
        if (frame && of_last) return frame != of_last;
        if (begins_anew(members, j) || is_prose(members.back(), j)) return true;
        float size = std::max(std::min(line.size, before.size), 6.F);
        return line.box.bottom - before.box.bottom > most_leading * size && !begins_group(members.back(), j);
    }

    bool fits(const Members& members, std::size_t j) const
    {
        constexpr std::size_t looked_at = 4;
        if (const auto* frame = frame_of(j); frame && frame == frame_of(members.back())) return true;
        float least = 0.4F * std::min(all_[j].line->size, all_[j - 1].line->size);
        auto from = members.size() - std::min(members.size(), looked_at);
        return std::any_of(members.begin() + static_cast<std::ptrdiff_t>(from), members.end(),
                           [&](std::size_t m) { return share_gap(all_[m].gaps, all_[j].gaps, least); });
    }

    // Whether line j is set apart from the one before.
    bool is_apart(std::size_t j) const
    {
        const auto &line = *all_[j].line, &before = *all_[j - 1].line;
        return line.box.bottom - before.box.bottom > 1.8F * std::min(line.size, before.size);
    }

    // A header that comes again behind sentences or space begins a table: the same names, or the same name above
    // figures.
    bool begins_anew(const Members& members, std::size_t j) const
    {
        const auto &line = *all_[j].line, &first = *all_[members.front()].line;
        bool apart = j > members.back() + 1 || is_apart(j);
        if (members.size() < 2 || !apart || is_figure(line.words[0].text)) return false;
        bool names = std::ranges::none_of(line.words, [](const Word& word) { return is_figure(word.text); });
        if (names) return same_words(line, first);
        auto figures =
            std::ranges::count_if(members, [&](std::size_t m) { return is_figure(all_[m].line->words[0].text); });
        return line.words[0].text == first.words[0].text && all_[j].gaps.size() == all_[members.front()].gaps.size() &&
               (figures + 1) * 10 >= std::ssize(members) * 8;
    }

    // Sentences that run across all gaps of the row above are none of its table.
    bool is_prose(std::size_t row, std::size_t j) const
    {
        constexpr std::size_t fewest_words = 9;
        const auto& line = *all_[j].line;
        if (!all_[j].gaps.empty() || line.words.size() < fewest_words) return false;
        bool goes_on = j + 1 < all_.size() && (all_[j + 1].gaps.empty() || is_apart(j + 1));
        bool is_wide = line.box.width() > 0.8F * all_[row].line->box.width();
        return goes_on && is_wide && std::ranges::all_of(all_[row].gaps, [&](const Interval& gap) {
                   return line.box.left < gap.to && line.box.right > gap.from;
               });
    }

    // Whether the rows go on below a wider gap, under a line or two of their group's name at most: they begin where the
    // rows above do, and their last text stands below the last one there.
    bool begins_group(std::size_t row, std::size_t i) const
    {
        constexpr std::size_t most_names = 2;
        const auto& above = *all_[row].line;
        auto next = i;
        while (next < all_.size() && next < i + most_names && all_[next].gaps.empty()) ++next;
        if (next == all_.size() || all_[next].gaps.size() != all_[row].gaps.size()) return false;
        const auto& below = *all_[next].line;
        auto near = [&](float a, float b) { return std::fabs(a - b) < above.size / 2; };
        auto away = [&](std::size_t k) { return all_[k].line->box.bottom - all_[k - 1].line->box.bottom; };
        bool in_reach = away(i) <= most_apart * above.size;
        for (auto k = i + 1; k <= next; ++k) in_reach = in_reach && away(k) <= most_leading * above.size;
        for (auto k = i; k < next; ++k) in_reach = in_reach && near(all_[k].line->box.left, above.box.left);
        const auto &end = all_[row].pieces.back().box, &end_below = all_[next].pieces.back().box;
        bool in_column = end_below.left < end.right && end.left < end_below.right;
        return in_reach && in_column && near(below.box.left, above.box.left);
    }

    const std::vector<Box>& taken_;
    const std::vector<Ruling>& across_;
    std::vector<Box> frames_;
    std::vector<Candidate> all_;
};
} // namespace

std::vector<std::vector<const TextLine*>> find_runs(const std::vector<TextLine>& lines, const std::vector<Box>& taken,
                                                    const std::vector<Ruling>& across)
{
    return Finder(lines, taken, across).find();
}
} // namespace engine::pdf
