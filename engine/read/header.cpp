#include "engine/read/header.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t compared_rows = 50;
constexpr std::size_t most_header_rows = 4;

bool is_value(CellKind kind) { return kind == CellKind::number || kind == CellKind::date; }

std::size_t filled_cells(RowCells cells)
{
    return static_cast<std::size_t>(std::ranges::count_if(cells, [](auto cell) { return !is_blank(cell); }));
}

// A year heads a column as well as a word does.
bool is_year(std::string_view cell)
{
    cell = trim(cell);
    return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20")) && kind_of(cell) == CellKind::number;
}

// No numbers or dates, unless they are years behind a first word.
bool names_only(RowCells cells)
{
    bool years = cells.size() > 1 && kind_of(cells[0]) == CellKind::word;
    return std::ranges::none_of(cells, [&](auto cell) { return is_value(kind_of(cell)) && !(years && is_year(cell)); });
}

// The columns that hold numbers or dates from row `from` on.
std::vector<std::size_t> value_columns(std::span<const RowCells> rows, std::size_t from, std::size_t width)
{
    std::vector<std::size_t> values(width), filled(width), found;
    auto to = std::min(rows.size(), from + compared_rows);
    for (auto r = from; r < to; ++r) {
        if (rows[r].size() != width) continue;
        for (std::size_t c = 0; c < width; ++c) {
            auto kind = kind_of(rows[r][c]);
            values[c] += is_value(kind);
            filled[c] += kind != CellKind::blank;
        }
    }
    for (std::size_t c = 0; c < width; ++c)
        if (filled[c] >= 2 && values[c] * 5 >= filled[c] * 4) found.push_back(c);
    return found;
}

// Whether the row has a word over a column of values and no value of its own.
bool heads_values(RowCells cells, const std::vector<std::size_t>& columns, std::size_t width)
{
    if (cells.size() != width || !names_only(cells) || filled_cells(cells) < 2) return false;
    return std::ranges::any_of(columns, [&](auto c) { return !is_blank(cells[c]); });
}

// Whether the row goes on with the names above it: words over columns of values and no first cell, which a row of data
// would have.
bool continues_names(RowCells cells, const std::vector<std::size_t>& columns, std::size_t width)
{
    if (cells.size() != width || !is_blank(cells[0]) || filled_cells(cells) == 0) return false;
    for (std::size_t c = 0; c < width; ++c)
        if (!is_blank(cells[c]) &&
            (kind_of(cells[c]) != CellKind::word || std::ranges::find(columns, c) == columns.end()))
            return false;
    return true;
}

// Whether the row is the upper one of two, and ends with a cell that is merged over the last columns: sheets have no
// cells behind it.
bool heads_names(std::span<const RowCells> rows, std::size_t at, std::size_t width)
{
    if (rows[at].size() >= width || filled_cells(rows[at]) < 2 || at + 1 == rows.size()) return false;
    return continues_names(rows[at + 1], value_columns(rows, at + 2, width), width);
}

// Cells that are blank or say the same leave it to another row to tell the columns apart.
bool needs_more(RowCells cells)
{
    std::set<std::string> names;
    return std::ranges::any_of(cells, [&](auto cell) { return is_blank(cell) || !names.insert(fold(cell)).second; });
}

// Whether words over words are names: told apart, and not found again as values below.
bool heads_words(std::span<const RowCells> rows, std::size_t at)
{
    auto header = rows[at];
    std::set<std::string> names;
    for (auto cell : header)
        if (!is_blank(cell)) names.insert(fold(cell));
    if (names.empty() || names.size() * 2 < header.size()) return false;
    std::size_t same = 0, compared = 0;
    for (auto r = at + 1; r < rows.size() && compared < compared_rows; ++r) {
        if (rows[r].size() != header.size()) continue;
        ++compared;
        std::size_t equal = 0;
        for (std::size_t c = 0; c < header.size(); ++c)
            equal += !is_blank(rows[r][c]) && fold(rows[r][c]) == fold(header[c]);
        same += equal > 0 && equal < filled_cells(rows[r]);
    }
    return compared == 0 || same * 4 < compared;
}
} // namespace

std::optional<HeaderRows> find_header(std::span<const RowCells> rows, std::size_t at, std::size_t width)
{
    if (!names_only(rows[at])) return std::nullopt;
    auto columns = value_columns(rows, at + 1, width);
    if (heads_names(rows, at, width))
        columns = value_columns(rows, at + 2, width);
    else if (!heads_values(rows[at], columns, width))
        return heads_words(rows, at) ? std::optional(HeaderRows{at, 1}) : std::nullopt;
    HeaderRows header{at, 1};
    auto belongs = [&](std::size_t r) {
        return header.count < most_header_rows && heads_values(rows[r], columns, width);
    };
    auto next = [&] { return header.first + header.count; };
    while (next() < rows.size() && (belongs(next()) || continues_names(rows[next()], columns, width))) ++header.count;
    while (header.first > 0 && needs_more(rows[header.first]) && belongs(header.first - 1)) {
        --header.first;
        ++header.count;
    }
    return header;
}

bool heads_values(std::span<const RowCells> rows, std::size_t at)
{
    auto width = rows[at].size();
    return heads_values(rows[at], value_columns(rows, at + 1, width), width);
}

bool holds_values(std::span<const RowCells> rows, std::size_t at, std::size_t width)
{
    return std::ranges::any_of(value_columns(rows, at + 1, width),
                               [&](auto c) { return c < rows[at].size() && is_value(kind_of(rows[at][c])); });
}

std::vector<std::string> joined_header(std::span<const RowCells> rows)
{
    std::size_t width = 0;
    for (auto row : rows) width = std::max(width, row.size());
    std::vector<std::string> names(width);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string_view left;
        for (std::size_t c = 0; c < width; ++c) {
            auto cell = c < rows[r].size() ? rows[r][c] : std::string_view("");
            auto part = trim(cell);
            if (part.empty() && r + 1 < rows.size()) part = left;
            left = part;
            if (part.empty()) continue;
            if (names[c].empty()) {
                names[c] = part.data() == trim(cell).data() ? cell : part; // a name alone stays as it is
            } else
                names[c] = std::string(trim(names[c])) + ' ' + std::string(part);
        }
    }
    return names;
}
} // namespace engine
