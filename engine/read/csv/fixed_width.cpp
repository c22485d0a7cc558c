#include "engine/read/csv/fixed_width.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <map>
#include <utility>

namespace engine::csv
{
namespace
{
constexpr std::size_t least_columns = 3, least_lines = 5;
constexpr std::size_t most_titles = 6, most_notes = 3; // lines
constexpr std::size_t looked_at = 400;                 // lines
constexpr std::size_t longest_line = 2000;

// One character of the line on each place.
std::vector<std::string_view> characters(std::string_view line)
{
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < line.size();) {
        auto end = at + 1;
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
        out.push_back(line.substr(at, end - at));
        at = end;
    }
    return out;
}

using Line = std::vector<bool>; // by place: whether there is more than a space

Line filled_places(std::string_view line)
{
    Line out;
    for (auto one : characters(line)) out.push_back(!is_blank(one));
    return out;
}

struct Span {
    std::size_t begin, end;
};

// The runs of places that are filled in some line.
std::vector<Span> spans_of(std::span<const Line> lines)
{
    std::size_t longest = 0;
    for (const auto& line : lines) longest = std::max(longest, line.size());
    std::vector<Span> spans;
    bool inside = false;
    for (std::size_t place = 0; place < longest; ++place) {
        bool filled = std::ranges::any_of(lines, [&](const Line& line) { return place < line.size() && line[place]; });
        if (filled && !inside) spans.push_back({place, place});
        if (filled) spans.back().end = place + 1;
        inside = filled;
    }
    return spans;
}

// Whether the values below the first line begin at one place, or end at one.
bool is_aligned(std::span<const Line> lines, const Span& span)
{
    std::map<std::size_t, std::size_t> begins, ends;
    std::size_t values = 0;
    for (const auto& line : lines.subspan(1)) {
        std::size_t begin = span.end, end = 0;
        for (auto place = span.begin; place < std::min(span.end, line.size()); ++place)
            if (line[place]) begin = std::min(begin, place), end = place + 1;
        if (end == 0) continue;
        ++values;
        ++begins[begin];
        ++ends[end];
    }
    auto most = [](const auto& places) {
        std::size_t count = 0;
        for (const auto& [place, lines_there] : places) count = std::max(count, lines_there);
        return count;
    };
    return values * 3 >= lines.size() && std::max(most(begins), most(ends)) * 5 >= values * 4;
}

bool is_named(const Line& first, const Span& span)
{
    for (auto place = span.begin; place < std::min(span.end, first.size()); ++place)
        if (first[place]) return true;
    return false;
}

// What has no name above it belongs to the column at its left: a place may be blank in every line within a column too.
std::vector<Span> named_spans(std::span<const Line> body)
{
    std::vector<Span> out;
    for (const auto& span : spans_of(body))
        if (out.empty() || is_named(body.front(), span))
            out.push_back(span);
        else
            out.back().end = span.end;
    return out;
}

class Rows final : public SheetRows
{
public:
    Rows(std::string text, std::vector<std::size_t> columns) : text_(std::move(text)), columns_(std::move(columns)) {}

    bool next(Arena& arena, SheetRow& row) override
    {
        while (at_ < text_.size()) {
            auto end = std::min(text_.find('\n', at_), text_.size());
            auto line = std::string_view(text_).substr(at_, end - at_);
            at_ = end + 1;
            ++line_;
            if (is_blank(line)) continue;
            row.line = line_;
            row.cells.clear();
            cut(line, arena, row.cells);
            return true;
        }
        return false;
    }
    double progress() const override
    {
        return text_.empty() ? 1 : std::min(1.0, static_cast<double>(at_) / static_cast<double>(text_.size()));
    }

private:
    // A column takes everything up to the next one, so that no character is lost. A line that crosses a border in the
    // middle of a word is a title or a note, and stays in one cell.
    void cut(std::string_view line, Arena& arena, std::vector<std::string_view>& cells) const
    {
        auto places = characters(line);
        auto crosses = [&](std::size_t begin) {
            return begin > 0 && begin < places.size() && !is_blank(places[begin]) && !is_blank(places[begin - 1]);
        };
        if (std::ranges::any_of(columns_, crosses)) {
            cells.push_back(arena.copy(trim(line)));
            return;
        }
        for (std::size_t c = 0; c < columns_.size() && columns_[c] < places.size(); ++c) {
            auto begin = places[columns_[c]].data();
            auto last = c + 1 < columns_.size() ? std::min(columns_[c + 1], places.size()) : places.size();
            auto end = last < places.size() ? places[last].data() : line.data() + line.size();
            auto cell = trim(std::string_view(begin, static_cast<std::size_t>(end - begin)));
            cells.push_back(cell.empty() ? null_cell : arena.copy(cell));
        }
        while (!cells.empty() && is_null(cells.back())) cells.pop_back();
    }

    std::string text_;
    std::vector<std::size_t> columns_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 0;
};
} // namespace

std::optional<std::vector<std::size_t>> fixed_columns(const std::vector<std::string_view>& lines)
{
    std::vector<Line> filled;
    for (auto line : lines) {
        if (is_blank(line)) continue;
        if (line.size() > longest_line || line.contains('\t')) return std::nullopt;
        filled.push_back(filled_places(line));
        if (filled.size() == looked_at) break;
    }
    // Of the ways to leave titles and notes out, the one that tells most columns apart; of equals that of most lines.
    std::vector<std::size_t> best;
    for (std::size_t titles = 0; titles <= most_titles; ++titles)
        for (std::size_t notes = 0; notes <= most_notes; ++notes) {
            if (filled.size() < least_lines + titles + notes) break;
            auto body = std::span(filled).subspan(titles, filled.size() - titles - notes);
            auto spans = named_spans(body);
            if (spans.size() < std::max(least_columns, best.size() + 1)) continue;
            if (!std::ranges::all_of(spans, [&](const Span& span) { return is_aligned(body, span); })) continue;
            best.clear();
            for (const auto& span : spans) best.push_back(span.begin);
            best.front() = 0;
        }
    return best.empty() ? std::nullopt : std::optional(best);
}

std::unique_ptr<TableReader> fixed_width_table(std::string text, const ReadOptions& options)
{
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        auto end = std::min(text.find('\n', at), text.size());
        auto line = std::string_view(text).substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        at = end + 1;
    }
    auto columns = fixed_columns(lines);
    if (!columns) return nullptr;
    return std::make_unique<SheetTable>(std::make_shared<Rows>(std::move(text), std::move(*columns)), options);
}
} // namespace engine::csv
