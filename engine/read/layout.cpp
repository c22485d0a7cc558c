#include "engine/read/layout.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/read/csv/row_shape.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace engine
{
namespace
{
using Cells = RowCells;
using Sample = std::span<const RowCells>;
constexpr std::size_t most_footer_rows = 12;
constexpr std::size_t most_note_rows = 4;

// Cells up to the last one that is not blank.
std::size_t filled_width(Cells cells)
{
    while (!cells.empty() && is_blank(cells.back())) cells = cells.first(cells.size() - 1);
    return cells.size();
}

std::size_t filled_cells(Cells cells)
{
    return static_cast<std::size_t>(std::ranges::count_if(cells, [](auto cell) { return !is_blank(cell); }));
}

// The width that most rows have; of equals the larger.
std::size_t usual_width(Sample sample)
{
    std::map<std::size_t, std::size_t> widths;
    for (std::size_t r = 0; r < sample.size(); ++r)
        if (auto cells = sample[r]; filled_cells(cells) > 0) ++widths[cells.size()];
    std::size_t width = 1, count = 0;
    for (auto [each, rows] : widths)
        if (rows >= count) width = each, count = rows;
    return width;
}

// Rows that are all narrower than the table and end at a blank row are notes above it, where a row of its width
// follows.
std::size_t behind_narrow_notes(Sample sample, std::size_t first, std::size_t usual)
{
    auto at = first;
    while (at < sample.size() && filled_cells(sample[at]) > 0 && sample[at].size() < usual) ++at;
    if (at == first || at == sample.size() || filled_cells(sample[at]) > 0) return first;
    while (at < sample.size() && filled_cells(sample[at]) == 0) ++at;
    return at < sample.size() && sample[at].size() == usual ? at : first;
}

bool is_totals_word(std::string_view cell)
{
    static constexpr std::array<std::string_view, 8> words = {"total",    "totals",    "grand total", "sub total",
                                                              "subtotal", "sub-total", "sum",         "overall total"};
    auto text = fold(cell);
    if (text.ends_with(':')) text.pop_back();
    return std::ranges::find(words, text) != words.end();
}
} // namespace

Layout detect_layout(Sample sample, bool whole, const ReadOptions& options)
{
    Layout layout;
    auto usual = usual_width(sample);
    std::size_t first = 0;
    if (options.header_row)
        first = static_cast<std::size_t>(std::max(0, *options.header_row - 1));
    else {
        // The first row that is as wide as the table, with most of its cells filled.
        auto begins = [&](std::size_t r) {
            auto cells = sample[r];
            return cells.size() >= std::max<std::size_t>(1, usual * 2 / 3) && filled_cells(cells) * 2 > usual &&
                   filled_cells(cells) > 0 && !(cells.size() < usual && cells[0].starts_with('#'));
        };
        while (first < sample.size() && !begins(first)) ++first;
        if (first == sample.size()) first = 0;
        first = behind_narrow_notes(sample, first, usual);
    }
    layout.first_row = static_cast<int>(first) + 1;
    layout.usual = layout.least = layout.most = usual;
    if (first >= sample.size()) return layout;
    std::optional<HeaderRows> header;
    if (!options.header_row) {
        header = find_header(sample, first, usual);
        // A note as wide as a row may stand above the names.
        for (auto r = first + 1; !header && r < std::min(sample.size(), first + 1 + most_note_rows); ++r) {
            if (holds_values(sample, r - 1, usual)) break;
            if (sample[r].size() == usual && heads_values(sample, r)) header = find_header(sample, first = r, usual);
        }
    } else if (*options.header_row > 0)
        header = HeaderRows{first, 1};
    if (header) {
        layout.first_row = static_cast<int>(header->first) + 1;
        layout.header_row = layout.first_row;
        layout.header_rows = options.header_rows.value_or(static_cast<int>(header->count));
        auto cells = sample[first];
        layout.least = std::max<std::size_t>(1, std::min(filled_width(cells), usual));
        layout.most = std::max(cells.size(), usual);
    }
    if (whole) layout.footer = find_footer(sample, first + 1, layout.least);
    return layout;
}

namespace
{
// What the first cells of the rows are that have more than one, to tell a row with nothing but its key from a note.
class FirstColumn
{
public:
    FirstColumn(Sample sample, std::size_t first)
    {
        bool alone = false;
        for (auto r = sample.size() - std::min(sample.size() - first, most_rows); r < sample.size(); ++r) {
            auto filled = filled_width(sample[r]);
            if (filled == 0) continue;
            if (filled > 1) see(trim(sample[r][0]));
            has_sparse_rows_ = has_sparse_rows_ || (filled > 1 && alone);
            alone = filled == 1;
        }
    }

    // Numbers and dates as long as the others, codes in the form of others; words only where other rows have nothing
    // beside them either.
    bool has(std::string_view cell) const
    {
        cell = trim(cell);
        auto kind = kind_of(cell);
        auto alike = kinds_[static_cast<std::size_t>(kind)];
        if (rows_ < 2 || cell.size() < shortest_ || cell.size() > longest_) return false;
        if (kind == CellKind::number || kind == CellKind::date || kind == CellKind::link)
            return alike * 10 >= rows_ * 9;
        if (cell.find_first_of("0123456789") != cell.npos && forms_.contains(csv::pattern_of(cell))) return true;
        return kind == CellKind::word && has_sparse_rows_ && !is_totals_word(cell);
    }

private:
    static constexpr std::size_t most_rows = 1000, most_forms = 100;

    void see(std::string_view cell)
    {
        if (cell.empty()) return;
        ++rows_;
        ++kinds_[static_cast<std::size_t>(kind_of(cell))];
        shortest_ = std::min(shortest_, cell.size());
        longest_ = std::max(longest_, cell.size());
        if (auto form = csv::pattern_of(cell); !form.empty() && forms_.size() < most_forms) forms_.insert(form);
    }

    std::array<std::size_t, cell_kinds> kinds_{};
    std::size_t rows_ = 0, shortest_ = std::string::npos, longest_ = 0;
    std::set<std::string> forms_;
    bool has_sparse_rows_ = false;
};
} // namespace

std::optional<std::size_t> find_footer(Sample sample, std::size_t first, std::size_t least)
{
    if (least < 3 || first >= sample.size()) return std::nullopt;
    auto from = sample.size();
    std::optional<FirstColumn> names;
    for (auto r = sample.size(); r-- > first;) {
        auto filled = filled_width(sample[r]);
        if (filled == 0) continue;
        if (filled > 1 || sample.size() - r > most_footer_rows) break;
        if (!names) names.emplace(sample, first);
        bool below_blank = filled_width(sample[r - 1]) == 0; // a note, whatever it says
        if (!below_blank && names->has(sample[r][0])) break;
        from = r;
    }
    return from < sample.size() ? std::optional(from) : std::nullopt;
}

void Layout::move_down(int rows)
{
    if (header_row) *header_row += rows;
    if (footer) *footer += static_cast<std::size_t>(rows);
    first_row += rows;
}

RowKind Layout::kind(std::uint64_t line, Cells cells) const
{
    if (line < static_cast<std::uint64_t>(first_row))
        return std::ranges::all_of(cells, is_blank) ? RowKind::blank : RowKind::preamble;
    if (header_row && line < static_cast<std::uint64_t>(*header_row + header_rows)) return RowKind::header;
    return kind_of_row(cells, least);
}

RowKind kind_of_row(Cells cells, std::size_t least)
{
    auto filled = std::ranges::find_if_not(cells, is_blank);
    if (filled == cells.end()) return RowKind::blank;
    if (cells.size() < least && cells[0].starts_with('#')) return RowKind::comment;
    char first = filled->front() | 0x20;
    if ((first != 't' && first != 's' && first != 'g' && first != 'o') || cells.size() < 2) return RowKind::data;
    if (!is_totals_word(*filled)) return RowKind::data;
    bool sums_only = std::all_of(filled + 1, cells.end(), [](auto cell) {
        auto kind = kind_of(cell);
        return kind == CellKind::number || kind == CellKind::blank;
    });
    return sums_only ? RowKind::totals : RowKind::data;
}
} // namespace engine
