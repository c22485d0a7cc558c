// From lines of words to rows of cells.
#include "engine/read/pdf/reading_order.hpp"
#include "engine/read/pdf/region.hpp"
#include "engine/read/pdf/words.hpp"
#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace engine::pdf
{
namespace
{
constexpr float header_gap = 0.45F; // font sizes; between words of one header it is less

// A part of a line in one column, or over several.
struct Slot {
    std::size_t first, last; // columns, both included
    Box box;
    std::u32string shown; // from left to right
    std::string text;
};

struct Line {
    Box box;
    float size = 0;
    std::vector<Slot> slots;
    std::size_t figures = 0; // slots with a figure or a filler

    bool has(std::size_t column) const
    {
        return std::ranges::any_of(slots,
                                   [=](const Slot& slot) { return slot.first <= column && column <= slot.last; });
    }
    bool spans() const
    {
        return std::ranges::any_of(slots, [](const Slot& slot) { return slot.first != slot.last; });
    }
};

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

    Line place(const TextLine& line) const
    {
        Line placed{line.box, line.size, {}, 0};
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
            if (first == last) std::tie(first, last) = reach_of_rule(piece.box, first, list);
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

    static void add_word(Line& line, const Word& word, std::size_t first, std::size_t last)
    {
        if (!line.slots.empty() && line.slots.back().first == first && line.slots.back().last == last) {
            auto& slot = line.slots.back();
            slot.shown += U' ' + word.shown;
            slot.box.include(word.box);
        } else
            line.slots.push_back({first, last, word.box, word.shown, {}});
    }
    static void add_word(Line& line, const Word& word, std::size_t column) { add_word(line, word, column, column); }

    const Region& region_;
    std::vector<Interval> columns_;
    std::vector<float> middles_;
};

bool ends_open(const std::string& text)
{
    static const std::set<std::string> joiners = {"and",  "or", "of", "the",  "in", "to", "for",
                                                  "with", "by", "on", "from", "at", "per"};
    if (text.ends_with('-') || text.ends_with(',') || text.ends_with('/') || text.ends_with('&')) return true;
    auto open = std::ranges::count(text, '('), closed = std::ranges::count(text, ')');
    return open > closed || joiners.contains(text.substr(text.rfind(' ') + 1));
}

bool begins_small(const std::string& text)
{
    auto first = static_cast<unsigned char>(text[0]);
    return (first >= 'a' && first <= 'z') || first == '(' || first == '&';
}

class Rows
{
public:
    Rows(const Region& region, std::vector<Line> lines, std::size_t columns)
        : region_(region), lines_(std::move(lines)), columns_(columns)
    {
        learn();
    }

    // Index of the row of each line.
    std::vector<std::size_t> number()
    {
        std::vector<std::size_t> rows(lines_.size());
        std::size_t row = 0, first = 0;
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            if (!continues(first, i)) {
                ++row;
                first = i;
            }
            rows[i] = row;
        }
        return rows;
    }

    const std::vector<Line>& lines() const { return lines_; }

private:
    float gap(std::size_t i) const { return lines_[i].box.bottom - lines_[i - 1].box.bottom; }

    bool is_ruled_off(std::size_t i) const
    {
        float from = lines_[i - 1].box.middle_y(), to = lines_[i].box.middle_y();
        return std::ranges::any_of(region_.across, [&](const Ruling& rule) {
            return rule.at > from && rule.at < to && rule.to - rule.from > 0.5F * region_.box.width();
        });
    }

    void learn()
    {
        std::size_t ruled = 0;
        std::vector<float> gaps;
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            ruled += is_ruled_off(i);
            gaps.push_back(gap(i) / std::max(1.F, std::min(lines_[i].size, lines_[i - 1].size)));
        }
        // The body begins with the first line that is figures for the most part.
        body_ = lines_.size();
        for (std::size_t i = 0; i < lines_.size() && body_ == lines_.size(); ++i) {
            auto data = lines_[i].slots.size() - (lines_[i].has(0) ? 1 : 0);
            if (data > 0 && lines_[i].figures * 2 >= data && lines_[i].figures > 0 && !looks_like_years(lines_[i]))
                body_ = i;
        }
        if (body_ == lines_.size()) body_ = 0;
        // Rules between rows are many; between them, each band is a row unless its lines are full on their own.
        std::size_t bands = ruled + 1, full_pairs = 0, pairs = 0;
        for (std::size_t i = std::max<std::size_t>(body_, 1); i < lines_.size(); ++i) {
            if (is_ruled_off(i)) continue;
            ++pairs;
            full_pairs += lines_[i].has(0) && lines_[i - 1].has(0) && lines_[i].slots.size() * 3 >= columns_ * 2 &&
                          lines_[i - 1].slots.size() * 3 >= columns_ * 2;
        }
        by_rules_ = bands >= 3 && ruled * 2 >= lines_.size() / 2 && full_pairs * 4 <= pairs;
        // Two clearly different distances between lines: the small one is inside of cells.
        if (gaps.size() >= 3) {
            std::ranges::sort(gaps);
            float widest = 0;
            for (std::size_t i = 1; i < gaps.size(); ++i) {
                if (gaps[i - 1] > 1.45F) break; // not lines of one text
                if (gaps[i] - gaps[i - 1] > widest && gaps[i] > gaps[i - 1] * 1.17F) {
                    widest = gaps[i] - gaps[i - 1];
                    tight_ = (gaps[i] + gaps[i - 1]) / 2;
                }
            }
            // A few wide ones set groups of rows apart.
            constexpr std::ptrdiff_t most_lines_of_a_row = 6;
            auto wide = std::ranges::count_if(gaps, [&](float each) { return each > tight_; });
            if (wide * most_lines_of_a_row < std::ssize(gaps)) tight_ = 0;
        }
    }

    // A header of years looks like figures.
    static bool looks_like_years(const Line& line)
    {
        std::size_t years = 0;
        for (const auto& slot : line.slots)
            years += slot.text.size() >= 4 && (slot.text.starts_with("19") || slot.text.starts_with("20")) &&
                     std::ranges::count_if(slot.text, [](char c) { return c >= '0' && c <= '9'; }) <= 8 &&
                     slot.text.find(',') == std::string::npos && slot.text.find('.') == std::string::npos;
        return years * 2 > line.slots.size() && years > 1;
    }

    bool is_tight(std::size_t i) const
    {
        auto relative = gap(i) / std::max(1.F, std::min(lines_[i].size, lines_[i - 1].size));
        return tight_ > 0 ? relative < tight_ : relative < 1.5F;
    }

    // Whether line i belongs to the row that began with line `first`.
    bool continues(std::size_t first, std::size_t i) const
    {
        const auto &above = lines_[i - 1], &line = lines_[i];
        if (is_ruled_off(i)) return false;
        if (by_rules_) return true;
        if (conflicts(first, i)) return false;
        if (i < body_) return continues_header(first, i);
        if (i == body_ && body_ > 0) return false;
        if (!is_tight(i)) return false;
        // A name that began on a line of its own.
        if (first + 1 == i && above.slots.size() == 1 && above.slots[0].last == 0 && line.slots.size() > 1 &&
            line.has(0) && begins_small(line.slots[0].text))
            return true;
        std::size_t row_slots = 0;
        for (auto l = first; l < i; ++l) row_slots = std::max(row_slots, lines_[l].slots.size());
        bool only_words = line.figures == 0;
        if (tight_ > 0 && only_words && !(line.has(0) && line.slots.size() * 3 > columns_ * 2)) return true;
        if (!only_words || line.slots.size() > row_slots) return false;
        // Without the first column, and nothing in a column that the row has not: a wrapped cell.
        if (!line.has(0))
            return std::ranges::all_of(line.slots, [&](const Slot& slot) { return row_has(first, i, slot.first); }) &&
                   line.slots.size() * 2 <= columns_;
        // Only the first column: a wrapped name, where its words say so.
        if (line.slots.size() == 1) {
            const auto* name = slot_of(above, 0);
            return name && (ends_open(name->text) || begins_small(line.slots[0].text));
        }
        return false;
    }

    bool continues_header(std::size_t first, std::size_t i) const
    {
        if (lines_[i].spans()) return false;
        auto relative = gap(i) / std::max(1.F, std::min(lines_[i].size, lines_[i - 1].size));
        for (auto l = first; l < i; ++l)
            if (lines_[l].spans()) return false;
        return relative < 1.8F;
    }

    bool row_has(std::size_t first, std::size_t end, std::size_t column) const
    {
        for (auto l = first; l < end; ++l)
            if (lines_[l].has(column)) return true;
        return false;
    }

    static const Slot* slot_of(const Line& line, std::size_t column)
    {
        for (const auto& slot : line.slots)
            if (slot.first <= column && column <= slot.last) return &slot;
        return nullptr;
    }

    // Cells over several columns cannot share a row with cells of these columns.
    bool conflicts(std::size_t first, std::size_t i) const
    {
        for (auto l = first; l < i; ++l)
            for (const auto& had : lines_[l].slots)
                for (const auto& slot : lines_[i].slots)
                    if (had.first <= slot.last && slot.first <= had.last &&
                        (had.first != slot.first || had.last != slot.last))
                        return true;
        return false;
    }

    const Region& region_;
    std::vector<Line> lines_;
    std::size_t columns_;
    std::size_t body_ = 0;  // the first line of the body
    bool by_rules_ = false; // a line is drawn between any two rows
    float tight_ = 0;       // distance in font sizes below which lines are of one row; 0 where distances do not tell
};
} // namespace

Grid grid_of(const Region& region, std::span<const Interval> gutters)
{
    Columns columns(region, gutters);
    std::vector<Line> lines;
    for (const auto* line : region.lines) lines.push_back(columns.place(*line));
    Rows rows(region, std::move(lines), columns.count());
    auto numbers = rows.number();
    Grid grid;
    grid.box = region.box;
    grid.columns = columns.count();
    grid.rows = numbers.empty() ? 0 : numbers.back() + 1;
    std::size_t row = 0, first = 0;
    for (std::size_t l = 0; l < numbers.size(); ++l)
        for (const auto& slot : rows.lines()[l].slots) {
            if (numbers[l] != row) {
                row = numbers[l];
                first = grid.cells.size();
            }
            auto begin = grid.cells.begin() + static_cast<std::ptrdiff_t>(first); // of the row's cells
            auto had = std::find_if(begin, grid.cells.end(), [&](const Cell& cell) {
                return cell.column == slot.first && cell.last_column == slot.last;
            });
            if (had == grid.cells.end())
                grid.cells.push_back({numbers[l], slot.first, numbers[l], slot.last, slot.box, slot.text});
            else {
                append_line(had->text, slot.text);
                had->box.include(slot.box);
            }
        }
    std::ranges::sort(grid.cells, {}, [](const Cell& cell) { return std::pair(cell.row, cell.column); });
    return grid;
}
} // namespace engine::pdf
