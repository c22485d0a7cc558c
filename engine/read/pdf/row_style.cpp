#include "engine/read/pdf/row_style.hpp"
#include "engine/read/pdf/words.hpp"
#include "engine/read/pdf/wrapped.hpp"
#include <algorithm>
#include <set>

namespace engine::pdf
{
namespace
{
// A header of years looks like figures.
bool looks_like_years(const PlacedLine& line)
{
    std::size_t years = 0;
    for (const auto& slot : line.slots)
        years += slot.text.size() >= 4 && (slot.text.starts_with("19") || slot.text.starts_with("20")) &&
                 std::ranges::count_if(slot.text, [](char c) { return c >= '0' && c <= '9'; }) <= 8 &&
                 slot.text.find(',') == std::string::npos && slot.text.find('.') == std::string::npos;
    return years * 2 > line.slots.size() && years > 1;
}

class Learner
{
public:
    Learner(const Region& region, const std::vector<PlacedLine>& lines, std::size_t columns)
        : region_(region), lines_(lines), columns_(columns)
    {
    }

    // The first line that is figures for the most part, in all of its columns or in those that figures stand in; or the
    // names of groups right above it.
    std::size_t body() const
    {
        auto columns = figure_columns();
        std::size_t first = 0;
        for (; first < lines_.size(); ++first) {
            const auto& line = lines_[first];
            if (line.figures == 0 || looks_like_years(line)) continue;
            auto data = line.slots.size() - (line.has(0) ? 1 : 0);
            if (data > 0 && line.figures * 2 >= data && line.slots.size() * 3 > columns_) break;
            std::size_t there = 0, figures = 0;
            for (const auto& slot : line.slots) {
                if (slot.first != slot.last || !columns[slot.first]) continue;
                ++there;
                figures += is_value(slot);
            }
            if (figures > 0 && figures * 2 >= there && line.slots.size() * 2 > columns_) break;
        }
        if (first == lines_.size()) return 0;
        first = below_header_rule(first);
        auto names = first;
        while (names > 1 && is_name(names - 1)) --names;
        for (auto i = names; i < first; ++i)
            if (is_ruled_off(region_, lines_[i - 1], lines_[i])) return i;
        return first;
    }

    // Rules between rows are many; between them, each band is a row unless its lines are full on their own.
    bool by_rules(std::size_t body) const
    {
        std::size_t ruled = 0, full_pairs = 0, pairs = 0;
        auto is_full = [&](const PlacedLine& line) { return line.has(0) && line.slots.size() * 3 >= columns_ * 2; };
        for (std::size_t i = 1; i < lines_.size(); ++i) ruled += is_ruled_off(region_, lines_[i - 1], lines_[i]);
        for (auto i = std::max<std::size_t>(body, 1); i < lines_.size(); ++i) {
            if (is_ruled_off(region_, lines_[i - 1], lines_[i])) continue;
            ++pairs;
            full_pairs += is_full(lines_[i]) && is_full(lines_[i - 1]);
        }
        return ruled >= 2 && ruled * 2 >= lines_.size() / 2 && full_pairs * 4 <= pairs;
    }

    // Two clearly different distances between lines: the small one is inside of cells.
    float tight() const
    {
        std::vector<float> gaps;
        for (std::size_t i = 1; i < lines_.size(); ++i) gaps.push_back(leading(lines_[i - 1], lines_[i]));
        if (gaps.size() < 3) return 0;
        std::ranges::sort(gaps);
        float widest = 0, tight = 0;
        for (std::size_t i = 1; i < gaps.size(); ++i) {
            if (gaps[i - 1] > 1.45F) break; // not lines of one text
            if (gaps[i] - gaps[i - 1] > widest && gaps[i] > gaps[i - 1] * 1.17F) {
                widest = gaps[i] - gaps[i - 1];
                tight = (gaps[i] + gaps[i - 1]) / 2;
            }
        }
        // A few wide ones set groups of rows apart.
        constexpr std::ptrdiff_t most_lines_of_a_row = 6;
        auto wide = std::ranges::count_if(gaps, [&](float each) { return each > tight; });
        return wide * most_lines_of_a_row < std::ssize(gaps) ? 0 : tight;
    }

    // Lists below each other whose cells are filled alike, and none of them goes on a sentence.
    bool parallel(std::size_t body) const
    {
        std::set<std::vector<std::size_t>> kinds;
        std::size_t nameless = 0, going_on = 0, texts = 0;
        for (auto i = std::max<std::size_t>(body, 1); i < lines_.size(); ++i) {
            const auto& line = lines_[i];
            if (line.has(0) || line.figures > 0 || is_ruled_off(region_, lines_[i - 1], line)) continue;
            ++nameless;
            std::vector<std::size_t> filled;
            for (const auto& slot : line.slots) {
                filled.push_back(slot.first);
                going_on += begins_small(slot.text);
                ++texts;
            }
            kinds.insert(std::move(filled));
        }
        return nameless >= 2 && kinds.size() == 1 && kinds.begin()->size() >= 2 && going_on * 10 <= texts;
    }

    // Where lines are drawn between rows but none below the header: behind the header's last line of most names.
    std::size_t first_row(std::size_t body) const
    {
        std::size_t fullest = 0;
        for (std::size_t i = 0; i < body; ++i)
            if (lines_[i].slots.size() >= lines_[fullest].slots.size()) fullest = i;
        for (auto i = fullest; i < body; ++i)
            if (is_ruled_off(region_, lines_[i], lines_[i + 1])) return 0;
        return body > 0 ? fullest + 1 : 0;
    }

    // The last line drawn above the body ends the header.
    std::size_t header(std::size_t body) const
    {
        bool seen_row = false; // of several names
        auto end = body;
        for (std::size_t i = 1; i <= body && i < lines_.size(); ++i) {
            seen_row = seen_row || lines_[i - 1].slots.size() >= 2;
            if (seen_row && is_ruled_off(region_, lines_[i - 1], lines_[i])) end = i;
        }
        return end;
    }

private:
    static bool is_value(const Slot& slot) { return is_figure(slot.text) || is_filler(slot.text); }

    // Columns behind the first whose texts are figures, but for a few.
    std::vector<bool> figure_columns() const
    {
        std::vector<std::size_t> texts(columns_), figures(columns_);
        for (const auto& line : lines_)
            for (const auto& slot : line.slots) {
                if (slot.first != slot.last || slot.first == 0) continue;
                ++texts[slot.first];
                figures[slot.first] += is_value(slot);
            }
        std::vector<bool> columns(columns_);
        for (std::size_t c = 0; c < columns_; ++c) columns[c] = texts[c] >= 4 && figures[c] * 4 >= texts[c] * 3;
        return columns;
    }

    // Names such as "or 100" look like figures. Where they are few among words, the line drawn below them ends the
    // header, if what follows is figures.
    std::size_t below_header_rule(std::size_t first) const
    {
        constexpr std::size_t most_lines = 4;
        for (auto i = first; i + 1 < lines_.size() && i < first + most_lines; ++i) {
            const auto &line = lines_[i], &below = lines_[i + 1];
            if (line.figures + 2 >= line.slots.size()) return first;
            if (!is_ruled_off(region_, line, below)) continue;
            return below.figures + 1 >= below.slots.size() && below.figures > line.figures ? i + 1 : first;
        }
        return first;
    }

    bool is_name(std::size_t i) const { return lines_[i].slots.size() == 1 && lines_[i].slots[0].last == 0; }

    const Region& region_;
    const std::vector<PlacedLine>& lines_;
    std::size_t columns_;
};
} // namespace

bool is_ruled_off(const Region& region, const PlacedLine& upper, const PlacedLine& lower)
{
    float from = upper.box.middle_y(), to = lower.box.middle_y();
    return std::ranges::any_of(region.across, [&](const Ruling& rule) {
        return rule.at > from && rule.at < to && rule.to - rule.from > 0.5F * region.box.width();
    });
}

float leading(const PlacedLine& upper, const PlacedLine& lower)
{
    return (lower.box.bottom - upper.box.bottom) / std::max(1.F, std::min(lower.size, upper.size));
}

RowStyle row_style(const Region& region, const std::vector<PlacedLine>& lines, std::size_t columns)
{
    Learner learner(region, lines, columns);
    RowStyle style;
    style.columns = columns;
    style.body = learner.body();
    style.by_rules = learner.by_rules(style.body);
    style.first_row = style.by_rules ? learner.first_row(style.body) : 0;
    style.header = style.by_rules ? 0 : learner.header(style.body);
    style.tight = learner.tight();
    style.parallel = learner.parallel(style.body);
    return style;
}
} // namespace engine::pdf
