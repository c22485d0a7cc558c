#include "engine/read/chunk_builder.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t first_rows = 1024; // room for these at once, for more of them when they come
}

ChunkBuilder::ChunkBuilder(Chunk& chunk, std::size_t columns) : chunk_(chunk)
{
    // The columns keep their length: they are written over, row by row.
    auto kept = std::move(chunk_.columns);
    chunk_.clear();
    chunk_.columns = std::move(kept);
    widen(columns);
}

ChunkBuilder::~ChunkBuilder()
{
    for (auto& column : chunk_.columns) column.resize(rows_);
}

bool ChunkBuilder::full(std::size_t width) const
{
    auto columns = std::max(width, chunk_.columns.size());
    return rows_ > 0 && (rows_ == rows_per_chunk || columns * (rows_ + 1) > cells_per_chunk);
}

void ChunkBuilder::widen(std::size_t columns)
{
    chunk_.columns.resize(columns);
    auto fits = cells_per_chunk / std::max<std::size_t>(columns, 1);
    capacity_ = std::max(rows_ + 1, std::min({rows_per_chunk, fits, std::max(first_rows, 4 * capacity_)}));
    for (auto& column : chunk_.columns)
        if (column.size() < capacity_) column.resize(capacity_); // null cells
}

void ChunkBuilder::add(std::span<const std::string_view> cells, RowKind kind, std::uint64_t line, std::size_t width)
{
    if (cells.size() > chunk_.columns.size() || rows_ == capacity_)
        widen(std::max(cells.size(), chunk_.columns.size()));
    for (std::size_t c = 0; c < cells.size(); ++c) chunk_.columns[c][rows_] = cells[c];
    for (std::size_t c = cells.size(); c < chunk_.columns.size(); ++c) chunk_.columns[c][rows_] = null_cell;
    chunk_.kind.push_back(kind);
    chunk_.line.push_back(line);
    chunk_.width.push_back(static_cast<std::uint32_t>(width));
    ++rows_;
}
} // namespace engine
