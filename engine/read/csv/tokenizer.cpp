#include "engine/read/csv/tokenizer.hpp"
#include <algorithm>

namespace engine::csv
{
namespace
{
bool is_line_end(char c) { return c == '\n' || c == '\r'; }
bool is_space(char c) { return c == ' ' || c == '\t'; }

// One walk over the structural positions of one text.
class Walk
{
public:
    Walk(const Punctuation& punctuation, std::span<char> text, bool last, const std::uint32_t* positions,
         const Tokenizer& limits, Records& out)
        : by_(punctuation), text_(text.data()), size_(text.size()), last_(last), at_(positions),
          longest_(limits.longest_multi_line_cell), usual_(limits.usual_width), most_(limits.most_cells), out_(out)
    {
    }

    std::size_t run()
    {
        std::size_t used = 0;
        while (used < size_) {
            const auto* start = at_;
            auto cells = out_.cells.size();
            auto end = record(used, false);
            if (end == broken) {
                at_ = start;
                out_.cells.resize(cells);
                damage_ = Damage::unclosed_quote;
                end = record(used, true);
            }
            if (end == more) {
                out_.cells.resize(cells);
                break;
            }
            accept(used, cells);
            used = end;
        }
        return used;
    }

private:
    static constexpr std::size_t more = SIZE_MAX;       // the record's end is not in sight
    static constexpr std::size_t broken = SIZE_MAX - 1; // a quoted cell swallows what follows

    struct Close {
        enum class Is { closed, more, broken } is;
        std::size_t quote = 0, next = 0; // where the closing quote is, and the delimiter or line end after it
        bool rewrite = false, stray = false;
    };

    bool delimiter_at(std::size_t at) const
    {
        const auto& d = by_.delimiter;
        if (d.size() == 1) return text_[at] == d[0];
        return size_ - at >= d.size() && std::string_view(text_ + at, d.size()) == d;
    }

    void push(std::size_t from, std::size_t to) { out_.cells.emplace_back(text_ + from, to - from); }

    void skip_to(std::size_t at)
    {
        while (*at_ < at) ++at_;
    }

    // Only spaces between the cell's start and the quote: `a, "b"`.
    bool opens(std::size_t cell, std::size_t quote) const
    {
        if (quote == cell) return true;
        if (is_space(by_.delimiter[0]) || quote - cell > 16) return false;
        return std::all_of(text_ + cell, text_ + quote, is_space);
    }

    // Looks for the end of the quoted cell whose opening quote is the current position.
    Close find_close(bool one_line) const
    {
        Close close{Close::Is::closed};
        bool crossed = false;
        const std::size_t open = *at_;
        for (const auto* position = at_ + 1;; ++position) {
            std::size_t p = *position;
            if (p >= size_) return {last_ || one_line ? Close::Is::broken : Close::Is::more};
            char c = text_[p];
            if (c == by_.escape && c != by_.quote) {
                close.rewrite = true;
                position += position[1] == p + 1;
            } else if (c == by_.quote) {
                if (p + 1 == size_ && !last_) return {Close::Is::more};
                if (p + 1 < size_ && text_[p + 1] == by_.quote) {
                    close.rewrite = true;
                    ++position;
                    continue;
                }
                std::size_t next = p + 1;
                while (next < size_ && is_space(text_[next]) && !delimiter_at(next)) ++next;
                if (next == size_ && !last_) return {Close::Is::more};
                if (next == size_ || is_line_end(text_[next]) || delimiter_at(next)) {
                    close.quote = p;
                    close.next = next;
                    return close;
                }
                if (crossed) return {Close::Is::broken};
                close.stray = true;
            } else if (is_line_end(c)) {
                if (one_line || close.stray || p - open > longest_) return {Close::Is::broken};
                crossed = true;
            }
        }
    }

    // Where the record after this one begins, given that a line end is at `p`.
    std::size_t after_line_end(std::size_t p) const
    {
        if (text_[p] == '\n') return p + 1;
        if (p + 1 == size_) return last_ ? size_ : more;
        return p + (text_[p + 1] == '\n' ? 2 : 1);
    }

    // Splits one record; returns where the next one begins, or `more` or `broken`.
    std::size_t record(std::size_t begin, bool one_line)
    {
        rewrites_.clear();
        if (!one_line) damage_ = Damage::none;
        std::size_t cell = begin, first_cell = out_.cells.size();
        bool escaped = false;
        auto finish = [&](std::size_t to) {
            if (escaped) rewrites_.push_back(out_.cells.size());
            escaped = false;
            push(cell, to);
        };
        for (;;) {
            std::size_t p = *at_;
            if (p >= size_) {
                if (!last_) return more;
                finish(size_);
                end_ = size_;
                return size_;
            }
            char c = text_[p];
            if (c == by_.delimiter[0] && delimiter_at(p)) {
                finish(p);
                cell = p + by_.delimiter.size();
                ++at_;
                if (by_.delimiter.size() > 1) skip_to(cell);
                if (out_.cells.size() - first_cell > most_) return end_ = cell;
            } else if (is_line_end(c)) {
                auto next = after_line_end(p);
                if (next == more) return more;
                if (p > begin) finish(p);
                end_ = p;
                skip_to(next);
                return next;
            } else if (c == by_.quote && opens(cell, p)) {
                auto close = find_close(one_line);
                if (close.is == Close::Is::more) return more;
                if (close.is == Close::Is::broken) {
                    if (!one_line) return broken;
                    ++at_; // the quote is text
                    continue;
                }
                if (close.rewrite) rewrites_.push_back(out_.cells.size());
                if (close.stray && damage_ == Damage::none) damage_ = Damage::stray_quote;
                push(p + 1, close.quote);
                skip_to(close.next);
                if (close.next < size_ && delimiter_at(close.next)) {
                    cell = close.next + by_.delimiter.size();
                    skip_to(cell);
                    if (out_.cells.size() - first_cell > most_) return end_ = cell;
                    continue;
                }
                auto next = close.next < size_ ? after_line_end(close.next) : size_;
                if (next == more) return more;
                end_ = close.next;
                skip_to(next);
                return next;
            } else if (c == by_.escape) {
                escaped = true;
                skip_to(p + 2);
            } else {
                if (c == by_.quote && damage_ == Damage::none) damage_ = Damage::loose_quote;
                ++at_;
            }
        }
    }

    // Takes the record in: its raw text first where it is damaged, then cells unquoted in place.
    void accept(std::size_t begin, std::size_t first_cell)
    {
        bool blank = end_ == begin;
        bool odd = damage_ != Damage::none || (usual_ != 0 && !blank && out_.cells.size() - first_cell != usual_);
        if (odd) out_.raw.emplace_back(text_ + begin, end_ - begin);
        for (auto cell : rewrites_) out_.cells[cell] = resolved(out_.cells[cell]);
        auto cells = out_.cells.size();
        if (blank) out_.cells.resize(cells = first_cell);
        out_.rows.push_back({static_cast<std::uint32_t>(cells), static_cast<std::uint32_t>(begin),
                             static_cast<std::uint32_t>(end_), damage_, odd});
    }

    // Where there is nothing to escape, as in a path or before a letter, the escape is text.
    bool escapes(char c) const { return c == by_.quote || c == by_.escape || c == by_.delimiter[0] || is_line_end(c); }

    // Doubled quotes and escapes resolved in the bytes of the cell itself.
    std::string_view resolved(std::string_view cell) const
    {
        char* begin = text_ + (cell.data() - text_);
        char* out = begin;
        for (std::size_t i = 0; i < cell.size(); ++i, ++out) {
            bool pair = i + 1 < cell.size() && ((cell[i] == by_.quote && cell[i + 1] == by_.quote) ||
                                                (by_.escape != '\0' && cell[i] == by_.escape && escapes(cell[i + 1])));
            if (pair) ++i;
            *out = cell[i];
        }
        return {begin, static_cast<std::size_t>(out - begin)};
    }

    const Punctuation& by_;
    char* text_;
    std::size_t size_;
    bool last_;
    const std::uint32_t* at_; // the next structural position; a position past the text ends the list
    std::size_t longest_, usual_, most_;
    Records& out_;
    std::size_t end_ = 0; // of the record, without its line end
    Damage damage_ = Damage::none;
    std::vector<std::size_t> rewrites_; // cells to unquote once the record is known to be whole
};
} // namespace

void Records::clear()
{
    cells.clear();
    rows.clear();
    raw.clear();
}

std::span<const std::string_view> Records::cells_of(std::size_t row) const
{
    std::size_t from = row ? rows[row - 1].cells_end : 0;
    return std::span(cells).subspan(from, rows[row].cells_end - from);
}

void Records::strip_leading_spaces()
{
    for (auto& cell : cells)
        while (cell.starts_with(' ')) cell.remove_prefix(1);
}

Tokenizer::Tokenizer(Punctuation punctuation) : punctuation_(std::move(punctuation))
{
    auto or_line_feed = [](char c) { return c ? c : '\n'; };
    structural_ = {'\n', '\r', punctuation_.delimiter.at(0), or_line_feed(punctuation_.quote),
                   or_line_feed(punctuation_.escape)};
}

std::size_t Tokenizer::tokenize(std::span<char> text, bool last, Records& out)
{
    if (positions_.size() < text.size() + scan_slack + 2) positions_.resize(text.size() + scan_slack + 2);
    auto count = find_structurals({text.data(), text.size()}, structural_, positions_.data());
    positions_[count] = positions_[count + 1] = UINT32_MAX;
    return Walk(punctuation_, text, last, positions_.data(), *this, out).run();
}
} // namespace engine::csv
