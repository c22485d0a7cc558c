#include "engine/read/csv/row_repair.hpp"
#include "engine/read/csv/joined_cells.hpp"
#include "engine/read/csv/strict_split.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine::csv
{
namespace
{
using Cells = std::vector<std::string>;
constexpr std::size_t longest_repaired = 1 << 14;
constexpr std::size_t most_quotes = 64;
constexpr std::size_t longest_glued = 256; // bytes of a cell that may be two

// What each change to a row costs; a cell that is e times less usual costs 1.
constexpr double inserted = 1, removed = 1, other_delimiter = 1;
constexpr double leading_space = 1.2;
constexpr double stray_quote = 1.5;  // a quotation mark that ends up as text
constexpr double inside_a_run = 1.5; // between two digits, or two small letters
constexpr double mostly = 0.7;       // share of a column that is blank
constexpr double margin = 1;         // to the next best reading

Cells texts(const std::vector<StrictCell>& cells)
{
    Cells texts;
    for (const auto& cell : cells) texts.push_back(cell.text);
    return texts;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

// Collects readings and keeps the best two.
class Readings
{
public:
    Readings(std::string_view raw, const Punctuation& by, const RowShape& shape) : raw_(raw), by_(by), shape_(shape) {}

    std::optional<Cells> best(std::span<const std::string_view> as_read)
    {
        auto cells = strict_split(raw_, by_);
        auto width = shape_.size();
        if (as_read.size() == width) offer(Cells(as_read.begin(), as_read.end()), 0);
        if (cells.size() == width) offer(texts(cells), 0);
        delimiter_at_a_quote();
        if (cells.size() + 1 == width) {
            delimiter_in_a_cell(cells);
            if (shape_.back().often(CellKind::blank, mostly)) offer(with_blank(texts(cells)), inserted);
        }
        if (cells.size() > width) {
            without_blanks(texts(cells));
            if (auto joined = joined_cells(cells, by_.delimiter, shape_)) offer(joined->cells, joined->cost);
        }
        for (std::string_view other : {",", ";", "\t", "|", " "}) split_by(other);
        if (best_cost_ >= impossible || second_cost_ < best_cost_ + margin) return std::nullopt;
        return best_;
    }

private:
    void offer(const Cells& cells, double cost)
    {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            cost += shape_[c].cost(cells[c]) + (cells[c].starts_with(' ') ? leading_space : 0);
            cost += stray_quote * stray_quotes(cells[c]);
        }
        if (cells == best_)
            best_cost_ = std::min(best_cost_, cost);
        else if (cost < best_cost_) {
            second_cost_ = best_cost_;
            best_cost_ = cost;
            best_ = cells;
        } else
            second_cost_ = std::min(second_cost_, cost);
    }

    // Marks of an odd number, doubled ones and one in front are no part of a text.
    double stray_quotes(std::string_view cell) const
    {
        if (!by_.quote) return 0;
        return std::ranges::count(cell, by_.quote) % 2 + cell.contains(std::string(2, by_.quote)) +
               cell.starts_with(by_.quote);
    }

    static Cells with_blank(Cells cells)
    {
        cells.emplace_back();
        return cells;
    }

    // A delimiter is missing before or after a quote.
    void delimiter_at_a_quote()
    {
        if (!by_.quote || static_cast<std::size_t>(std::ranges::count(raw_, by_.quote)) > most_quotes) return;
        for (auto at = raw_.find(by_.quote); at != std::string_view::npos; at = raw_.find(by_.quote, at + 1)) {
            for (auto place : {at, at + 1}) {
                if (place == 0 || place == raw_.size()) continue;
                auto cells = texts(strict_split(raw_.substr(0, place), by_));
                for (auto& cell : strict_split(raw_.substr(place), by_)) cells.push_back(std::move(cell.text));
                if (cells.size() == shape_.size()) offer(cells, inserted);
            }
        }
    }

    // A delimiter is missing where two cells are known by what they hold. It leaves no space behind.
    void delimiter_in_a_cell(const std::vector<StrictCell>& cells)
    {
        for (std::size_t c = 0; c < cells.size(); ++c) {
            auto whole = std::string_view(cells[c].text);
            if (cells[c].quoted || whole.size() > longest_glued) continue;
            auto split = texts(cells);
            split.emplace(split.begin() + static_cast<std::ptrdiff_t>(c) + 1);
            for (std::size_t at = 1; at < whole.size(); ++at) {
                char left = whole[at - 1], right = whole[at];
                if (left == ' ' || right == ' ') continue;
                if (!shape_[c].knows(whole.substr(0, at)) && !shape_[c + 1].knows(whole.substr(at))) continue;
                split[c] = whole.substr(0, at);
                split[c + 1] = whole.substr(at);
                bool run = (is_digit(left) && is_digit(right)) || (is_small(left) && is_small(right));
                offer(split, inserted + (run ? inside_a_run : 0));
            }
        }
    }

    // A delimiter too many leaves a blank cell; several at the end are no cells at all.
    void without_blanks(const Cells& cells)
    {
        auto surplus = cells.size() - shape_.size();
        auto tail = std::span(cells).last(surplus);
        if (std::ranges::all_of(tail, [](const auto& cell) { return is_blank(cell); }))
            offer(Cells(cells.begin(), cells.end() - static_cast<std::ptrdiff_t>(surplus)), removed);
        if (surplus != 1) return;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (!is_blank(cells[c])) continue;
            auto shorter = cells;
            shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(c));
            offer(shorter, removed);
        }
    }

    void split_by(std::string_view other)
    {
        if (other == by_.delimiter || raw_.find(other) == std::string_view::npos) return;
        auto by = by_;
        by.delimiter = other;
        auto cells = strict_split(raw_, by);
        if (cells.size() == shape_.size()) offer(texts(cells), other_delimiter);
        if (cells.size() <= shape_.size()) return;
        if (auto joined = joined_cells(cells, other, shape_)) offer(joined->cells, joined->cost + other_delimiter);
    }

    std::string_view raw_;
    const Punctuation& by_;
    const RowShape& shape_;
    Cells best_;
    double best_cost_ = impossible, second_cost_ = impossible + margin;
};
} // namespace

std::optional<Cells> repaired_row(std::string_view raw, const Punctuation& punctuation, const RowShape& shape,
                                  std::span<const std::string_view> as_read)
{
    if (shape.size() < 2 || raw.size() > longest_repaired) return std::nullopt;
    return Readings(raw, punctuation, shape).best(as_read);
}
} // namespace engine::csv
