#include "engine/read/csv/row_repair.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>

namespace engine::csv
{
namespace
{
using Cells = std::vector<std::string>;
constexpr std::size_t longest_repaired = 1 << 16;

bool is_value(CellKind kind) { return kind == CellKind::number || kind == CellKind::date || kind == CellKind::link; }

// Splits strictly: a quoted cell ends at its first lone quote, and a delimiter or the row's end must follow.
class StrictSplit
{
public:
    // With `supply`, a delimiter is taken as missing where a quoted cell begins or ends without one.
    StrictSplit(std::string_view raw, const Punctuation& by, bool supply) : raw_(raw), by_(by), supply_(supply) {}

    Cells cells()
    {
        Cells found;
        std::size_t at = 0;
        while (true) {
            auto end = quoted(at, found);
            if (end == none) end = plain(at, found);
            if (end >= raw_.size()) break;
            at = delimiter_at(end) ? end + by_.delimiter.size() : end;
            if (at == raw_.size()) {
                found.emplace_back(); // the row ends with a delimiter
                break;
            }
        }
        return found;
    }

private:
    static constexpr std::size_t none = SIZE_MAX;

    bool delimiter_at(std::size_t at) const { return raw_.substr(at).starts_with(by_.delimiter); }

    // Takes a quoted cell at `at`; returns where it ends, none where there is none.
    std::size_t quoted(std::size_t at, Cells& found) const
    {
        if (by_.quote == '\0' || at >= raw_.size() || raw_[at] != by_.quote) return none;
        std::string text;
        for (auto i = at + 1; i < raw_.size(); ++i) {
            bool escaped = raw_[i] == by_.escape && i + 1 < raw_.size();
            if (escaped)
                ++i;
            else if (raw_[i] == by_.quote) {
                if (i + 1 < raw_.size() && raw_[i + 1] == by_.quote)
                    ++i;
                else {
                    if (i + 1 < raw_.size() && !delimiter_at(i + 1) && !supply_) return none;
                    found.push_back(std::move(text));
                    return i + 1;
                }
            }
            text += raw_[i];
        }
        return none;
    }

    std::size_t plain(std::size_t at, Cells& found) const
    {
        auto end = at;
        for (Cells ignored; end < raw_.size() && !delimiter_at(end); ++end)
            if (supply_ && end > at && raw_[end] == by_.quote && quoted(end, ignored) != none) break;
        found.emplace_back(raw_.substr(at, end - at));
        return end;
    }

    std::string_view raw_;
    const Punctuation& by_;
    bool supply_;
};

// Whether every column gets what it usually has.
bool fits(const Cells& cells, const RowShape& shape)
{
    if (cells.size() != shape.width) return false;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (!is_value(shape.kinds[c]) || is_blank(cells[c])) continue;
        auto kind = kind_of(cells[c]);
        // A quote left in front of a value is damage of the cell, not of the row.
        if (cells[c].front() == '"' || cells[c].front() == '\'') kind = kind_of(std::string_view(cells[c]).substr(1));
        if (kind != shape.kinds[c]) return false;
    }
    return true;
}

// The row without one of its blank cells, where that lets it fit in one way only.
std::optional<Cells> without_blank(const Cells& cells, const RowShape& shape)
{
    std::optional<Cells> found;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (!is_blank(cells[c])) continue;
        auto shorter = cells;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(c));
        if (!fits(shorter, shape)) continue;
        if (found && *found != shorter) return std::nullopt;
        found = std::move(shorter);
    }
    return found;
}
} // namespace

RowShape shape_of(std::span<const std::span<const std::string_view>> rows, std::size_t width)
{
    RowShape shape{width, std::vector(width, CellKind::blank)};
    std::vector<std::array<std::size_t, 6>> counts(width);
    for (auto row : rows) {
        if (row.size() != width) continue;
        for (std::size_t c = 0; c < width; ++c) ++counts[c][static_cast<std::size_t>(kind_of(row[c]))];
    }
    for (std::size_t c = 0; c < width; ++c) {
        std::size_t filled = 0;
        for (std::size_t kind = 1; kind < counts[c].size(); ++kind) filled += counts[c][kind];
        for (auto kind : {CellKind::number, CellKind::date, CellKind::link})
            if (filled > 1 && counts[c][static_cast<std::size_t>(kind)] * 10 >= filled * 9) shape.kinds[c] = kind;
    }
    return shape;
}

std::optional<Cells> repaired_row(std::string_view raw, const Punctuation& punctuation, const RowShape& shape)
{
    if (shape.width < 2 || raw.size() > longest_repaired) return std::nullopt;
    auto strict = StrictSplit(raw, punctuation, false).cells();
    auto supplied = StrictSplit(raw, punctuation, true).cells();
    auto left_over = [&](const Cells& cells) { // quotation marks that ended up as text
        return std::ranges::count_if(cells, [&](const auto& cell) { return cell.contains(punctuation.quote); });
    };
    bool strict_fits = fits(strict, shape);
    if (fits(supplied, shape) && (!strict_fits || left_over(supplied) < left_over(strict))) return supplied;
    if (strict_fits) return strict;
    if (strict.size() == shape.width + 1)
        if (auto shorter = without_blank(strict, shape)) return shorter;
    for (std::string_view other : {",", ";", "\t", "|", " "}) {
        if (other == punctuation.delimiter || raw.find(other) == std::string_view::npos) continue;
        auto by = punctuation;
        by.delimiter = other;
        if (auto cells = StrictSplit(raw, by, false).cells(); fits(cells, shape)) return cells;
    }
    return std::nullopt;
}
} // namespace engine::csv
