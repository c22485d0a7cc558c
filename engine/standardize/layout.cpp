#include "engine/standardize/layout.hpp"
#include <algorithm>

namespace engine
{
BatchLayout::BatchLayout(const Schema& schema, const Matching& matching)
    : schema_(schema), from_(matching.from), filled_(matching.from.size()), fields_(matching.from.size())
{
    for (const auto& column : matching.columns) header_keys_.push_back(header_key(column.source));
}

std::optional<std::size_t> BatchLayout::field(std::string_view name) const
{
    auto index = schema_.find(name);
    return index && has_values(*index) ? index : std::nullopt;
}

std::optional<std::size_t> BatchLayout::field_or_header(std::string_view name)
{
    if (auto index = field(name)) return index;
    auto found = std::ranges::find(header_keys_, header_key(name));
    if (found == header_keys_.end()) return std::nullopt;
    auto source = static_cast<std::size_t>(found - header_keys_.begin());
    whole_.erase(source);
    return column_of(source);
}

std::vector<std::size_t> BatchLayout::whole_rows()
{
    std::vector<std::size_t> columns;
    for (std::size_t source = 0; source < header_keys_.size(); ++source) {
        bool is_new = std::ranges::find(from_, std::optional(source)) == from_.end();
        columns.push_back(column_of(source));
        if (is_new) whole_.insert(source);
    }
    return columns;
}

std::size_t BatchLayout::column_of(std::size_t source)
{
    auto known = std::ranges::find(from_, std::optional(source));
    if (known == from_.end()) known = from_.insert(from_.end(), source);
    return static_cast<std::size_t>(known - from_.begin());
}

std::size_t BatchLayout::fill(std::string_view field)
{
    auto index = *schema_.find(field);
    filled_[index] = true;
    return index;
}

bool BatchLayout::step_reads(std::size_t source) const
{
    return !whole_.contains(source) && std::find(from_.begin() + static_cast<std::ptrdiff_t>(fields_), from_.end(),
                                                 std::optional(source)) != from_.end();
}

void BatchLayout::take(const Chunk& chunk, Batch& batch) const
{
    batch.columns.resize(from_.size());
    for (std::size_t c = 0; c < from_.size(); ++c) {
        if (from_[c] && *from_[c] < chunk.columns.size())
            batch.columns[c] = chunk.columns[*from_[c]];
        else
            batch.columns[c].assign(chunk.rows(), null_cell);
    }
    batch.kind = chunk.kind;
    batch.line = chunk.line;
    batch.sheet = chunk.sheet;
    batch.arena.clear();
    batch.live.clear();
    for (std::uint32_t row = 0; row < chunk.rows(); ++row)
        if (batch.kind[row] == RowKind::data) batch.live.push_back(row);
}
} // namespace engine
