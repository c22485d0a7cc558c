#include "engine/read/merged_cells.hpp"
#include "engine/read/cell_kind.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// Not 7A.
bool is_bare_number(std::string_view cell)
{
    return kind_of(cell) == CellKind::number &&
           std::ranges::none_of(cell, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}
} // namespace

void MergedCells::fill(std::span<const MergedRange> ranges, std::uint64_t from, std::uint64_t line,
                       std::vector<std::string_view>& cells, Arena& arena)
{
    numbers_.clear();
    if (seen_ < ranges.size()) {
        for (; seen_ < ranges.size(); ++seen_)
            if (ranges[seen_].first >= from) waiting_.push_back(ranges[seen_]);
        std::ranges::stable_sort(waiting_, std::greater<>(), &MergedRange::first);
    }
    std::erase_if(open_, [&](const Open& one) { return one.range.last < line; });
    for (const auto& [range, text] : open_) {
        if (cells.size() <= range.column) cells.resize(range.column + 1, null_cell);
        if (!is_blank(cells[range.column])) continue;
        cells[range.column] = arena.copy(text);
        ++filled_;
        if (is_bare_number(text)) numbers_.push_back(range.column);
    }
    for (; !waiting_.empty() && waiting_.back().first <= line; waiting_.pop_back()) {
        const auto& range = waiting_.back();
        if (range.first == line && range.column < cells.size() && !is_blank(cells[range.column]))
            open_.push_back({range, std::string(cells[range.column])});
    }
}
} // namespace engine
