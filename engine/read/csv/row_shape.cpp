#include "engine/read/csv/row_shape.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>
#include <map>

namespace engine::csv
{
namespace
{
constexpr std::size_t longest_pattern = 24;
constexpr double unseen = 0.2; // cells of each kind more than there are, so that none is impossible
constexpr std::size_t judged_rows = 1000;

std::size_t index(CellKind kind) { return static_cast<std::size_t>(kind); }
bool is_value(CellKind kind) { return kind == CellKind::number || kind == CellKind::date || kind == CellKind::link; }

// A quote left in front of a value is damage of the cell, not of the row.
std::string_view unquoted(std::string_view cell)
{
    return cell.starts_with('"') || cell.starts_with('\'') ? cell.substr(1) : cell;
}
} // namespace

std::string pattern_of(std::string_view cell)
{
    cell = trim(cell);
    if (cell.size() > longest_pattern) return {};
    std::string pattern(cell);
    for (char& c : pattern) {
        if (c >= '0' && c <= '9') c = '9';
        if (c >= 'a' && c <= 'z') c = 'a';
        if (c >= 'A' && c <= 'Z') c = 'A';
    }
    return pattern;
}

double ColumnShape::cost(std::string_view cell) const
{
    auto is = kind_of(unquoted(cell));
    double cost = -std::log(share[index(is)]);
    if (is == CellKind::blank) return cost;
    if (is_value(kind) && is != kind) return cost + impossible;
    if (!pattern.empty()) cost -= std::log(pattern_of(cell) == pattern ? pattern_share : 1.02 - pattern_share);
    return cost;
}

bool ColumnShape::knows(std::string_view cell) const
{
    auto is = kind_of(cell);
    if (pattern.size() >= 3 && pattern_of(cell) == pattern) return true;
    return is == kind && (is == CellKind::date || is == CellKind::link);
}

// A pattern of letters alone is chance: four names of the same length.
bool ColumnShape::has_form() const { return is_value(kind) || (pattern_share >= 0.9 && pattern.contains('9')); }

bool ColumnShape::fits(std::string_view cell) const
{
    return is_value(kind) ? kind_of(unquoted(cell)) == kind : pattern_of(cell) == pattern;
}

RowShape shape_of(std::span<const std::span<const std::string_view>> rows, std::size_t width)
{
    RowShape shape(width);
    std::vector<std::map<std::string, double>> patterns(width);
    double judged = 0;
    for (auto row : rows) {
        if (row.size() != width || judged == judged_rows) continue;
        ++judged;
        for (std::size_t c = 0; c < width; ++c) {
            auto kind = kind_of(row[c]);
            shape[c].share[index(kind)] += 1;
            if (kind == CellKind::blank) continue;
            if (auto pattern = pattern_of(row[c]); !pattern.empty()) patterns[c][pattern] += 1;
        }
    }
    for (std::size_t c = 0; c < width; ++c) {
        auto& column = shape[c];
        double filled = judged - column.share[index(CellKind::blank)];
        for (auto kind : {CellKind::number, CellKind::date, CellKind::link})
            if (filled > 1 && column.share[index(kind)] >= 0.9 * filled) column.kind = kind;
        for (const auto& [pattern, count] : patterns[c])
            if (filled > 4 && count >= 0.7 * filled) column.pattern = pattern, column.pattern_share = count / filled;
        for (auto& share : column.share) share = (share + unseen) / (judged + unseen * cell_kinds);
    }
    return shape;
}

RowShape shape_of_names(std::size_t width)
{
    ColumnShape names;
    names.share.fill(0.02);
    names.share[index(CellKind::word)] = 0.9;
    return RowShape(width, names);
}
} // namespace engine::csv
