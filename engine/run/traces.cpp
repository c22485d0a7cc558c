#include "engine/run/traces.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
void Traces::see(const Chunk& chunk)
{
    if (!begun_) see_first(chunk);
    begun_ = true;
    for (auto kind : chunk.kind) {
        totals += kind == RowKind::totals;
        blank_at_end = kind == RowKind::blank ? blank_at_end + 1 : 0;
    }
}

void Traces::see_first(const Chunk& chunk)
{
    columns = chunk.columns.size();
    for (const auto& column : chunk.columns) {
        ghost_columns += std::ranges::all_of(column, is_blank);
        for (auto cell : column)
            if (cell.contains("\uFFFD") && ++lost_cells == 1) lost_example = cell;
    }
    std::size_t last = 0;
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        if (chunk.kind[row] != RowKind::header || (!header_lines.empty() && row != last + 1)) continue;
        header_lines.push_back(static_cast<std::int64_t>(chunk.line[row]));
        last = row;
        mark_in_header |= columns > 0 && chunk.cell(0, row).contains("\xEF\xBB\xBF");
    }
}
} // namespace engine
