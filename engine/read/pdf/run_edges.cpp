#include "engine/read/pdf/run_edges.hpp"
#include "engine/read/pdf/captions.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace engine::pdf
{
namespace
{
constexpr std::size_t most_words = 8; // of a heading

float distance(const Candidate& upper, const Candidate& lower)
{
    return lower.line->box.bottom - upper.line->box.bottom;
}

// Whether the heading stands in the middle of all columns of the row but the first, and not in the middle of the row.
bool is_centred(const TextLine& heading, const Candidate& row)
{
    if (row.pieces.size() < 4) return false;
    float size = heading.size, right = row.line->box.right;
    float of_columns = (row.pieces[1].box.left + right) / 2, of_row = (row.line->box.left + right) / 2;
    return std::fabs(heading.box.middle_x() - of_columns) < size && std::fabs(of_row - of_columns) > 2 * size &&
           std::fabs(row.line->size - size) < 0.1F * size;
}

// Whether the line above the first row is a heading over its columns: in the middle of them, or between drawn lines,
// below the one that opens the table or above one that is drawn under it.
bool is_heading(const std::vector<Candidate>& all, std::size_t above, const std::vector<Ruling>& across)
{
    constexpr float near = 2.4F, aside = 2; // font sizes
    const auto &heading = *all[above].line, &row = *all[above + 1].line;
    if (distance(all[above], all[above + 1]) > near * heading.size || heading.words.size() > most_words) return false;
    if (heading.box.left < row.box.left + aside * heading.size || heading.box.right > row.box.right + heading.size)
        return false;
    if (is_centred(heading, all[above + 1]) && !heading.words.back().text.ends_with('.')) return true;
    float before = above > 0 ? all[above - 1].line->box.middle_y() : 0;
    float top = std::max(before, heading.box.top - 2 * heading.size);
    return std::ranges::any_of(across, [&](const Ruling& rule) {
        bool around = rule.from <= heading.box.left && rule.to >= heading.box.right;
        bool opens = rule.at > top && rule.at < heading.box.middle_y() && rule.to - rule.from > 2 * heading.box.width();
        bool under = rule.at > heading.box.middle_y() && rule.at < row.box.middle_y() &&
                     rule.from > row.box.left + aside * heading.size;
        return around && (opens || under);
    });
}

// Whether the line above the first row names a group as lines between later rows do.
bool is_group(const std::vector<Candidate>& all, const Members& members, std::size_t above)
{
    const auto& name = *all[above].line;
    if (!all[above].gaps.empty() || name.words.size() > most_words) return false;
    float to_row = distance(all[above], all[above + 1]);
    for (std::size_t m = 1; m < members.size(); ++m) {
        auto k = members[m] - 1;
        if (k == members[m - 1]) continue;
        const auto& other = *all[k].line;
        bool alike = std::fabs(other.box.left - name.box.left) < name.size / 2 &&
                     std::fabs(other.size - name.size) < 0.5F &&
                     std::fabs(distance(all[k], all[k + 1]) - to_row) < 0.3F * name.size;
        if (alike) return true;
    }
    return false;
}

// Whether a line is drawn below `upper` and above y, along the width of `row`.
bool is_ruled_below(const TextLine& upper, float y, const TextLine& row, const std::vector<Ruling>& across)
{
    return std::ranges::any_of(across, [&](const Ruling& rule) {
        return rule.at > upper.box.middle_y() && rule.at < y && rule.from <= row.box.left + row.size &&
               rule.to >= row.box.right - row.size;
    });
}

// The least distance between rows of several pieces that follow each other; 0 where none do.
float row_distance(const std::vector<Candidate>& all, const Members& members)
{
    float least = std::numeric_limits<float>::max();
    for (std::size_t m = 1; m < members.size(); ++m)
        if (members[m] == members[m - 1] + 1) least = std::min(least, distance(all[members[m - 1]], all[members[m]]));
    return least < std::numeric_limits<float>::max() ? least : 0;
}

class LastRow
{
public:
    LastRow(const std::vector<Candidate>& all, const Members& members, const std::vector<Ruling>& across)
        : all_(all), members_(members), across_(across), last_(members.back()), row_(*all[members.back()].line)
    {
    }

    // Lines that go on one of its cells down to the line that closes the table.
    std::size_t end_by_rule() const
    {
        for (auto i = last_; i + 1 < all_.size() && !is_closed_below(i) && goes_on(i + 1); ++i)
            if (is_closed_below(i + 1)) return i + 2;
        return last_ + 1;
    }

    // The second line of a name whose figures stand between its lines.
    std::size_t end_by_name() const
    {
        auto next = last_ + 1;
        if (last_ == 0 || next >= all_.size() || !all_[next].gaps.empty()) return next;
        const auto &name = *all_[last_ - 1].line, &below = *all_[next].line;
        bool around = all_[last_ - 1].gaps.empty() && name.box.right < row_.box.left &&
                      std::fabs(name.box.left - below.box.left) < name.size / 2 && below.box.right < row_.box.left;
        bool is_near = below.box.bottom - name.box.bottom < 1.5F * name.size;
        return around && is_near ? next + 1 : next;
    }

    // Lines that stand nearer to it than its rows to each other, each within the column of one of its cells.
    std::size_t end_by_distance() const
    {
        float usual = row_distance(all_, members_);
        auto end = last_ + 1;
        while (end < all_.size() && !is_closed_below(end - 1) && goes_on(end) &&
               distance(all_[end - 1], all_[end]) < 0.88F * usual && is_in_column(*all_[end].line))
            ++end;
        return end;
    }

private:
    bool is_closed_below(std::size_t i) const
    {
        float next = i + 1 < all_.size() ? all_[i + 1].line->box.middle_y() : std::numeric_limits<float>::max();
        return is_ruled_below(*all_[i].line, std::min(next, all_[i].line->box.bottom + 2 * row_.size), row_, across_);
    }

    bool goes_on(std::size_t i) const
    {
        const auto& line = *all_[i].line;
        bool is_near = line.box.bottom - all_[i - 1].line->box.bottom < 1.5F * row_.size;
        return is_near && all_[i].gaps.empty() && std::ranges::any_of(all_[last_].pieces, [&](const Piece& piece) {
                   return std::fabs(piece.box.left - line.box.left) < row_.size / 2;
               });
    }

    bool is_in_column(const TextLine& line) const
    {
        return std::ranges::none_of(all_[last_].pieces, [&](const Piece& piece) {
            return piece.box.left > line.box.left + row_.size / 2 && piece.box.left < line.box.right + row_.size / 2;
        });
    }

    const std::vector<Candidate>& all_;
    const Members& members_;
    const std::vector<Ruling>& across_;
    std::size_t last_;
    const TextLine& row_;
};
} // namespace

std::size_t begin_of_run(const std::vector<Candidate>& all, const Members& members, std::size_t free_from,
                         const std::vector<Ruling>& across)
{
    auto first = members.front();
    if (first <= free_from || is_caption(*all[first - 1].line)) return first;
    return is_heading(all, first - 1, across) || is_group(all, members, first - 1) ? first - 1 : first;
}

std::size_t end_of_run(const std::vector<Candidate>& all, const Members& members, const std::vector<Ruling>& across)
{
    LastRow row(all, members, across);
    return std::max({row.end_by_rule(), row.end_by_name(), row.end_by_distance()});
}
} // namespace engine::pdf
