#pragma once
// Puts rows into a chunk, column by column, and keeps its size in bounds.
#include "engine/table/chunk.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace engine
{
// Cells in a chunk at most, so that a row of thousands of columns does not take thousands of rows with it.
inline constexpr std::size_t cells_per_chunk = 1U << 20;
// Columns that Excel has; no table of a school needs more.
inline constexpr std::size_t most_columns = 16384;

class ChunkBuilder
{
public:
    // `columns`: how many the chunk has at least.
    ChunkBuilder(Chunk& chunk, std::size_t columns);
    ~ChunkBuilder(); // gives the columns their final length

    // Whether a row of `width` cells has to wait for the next chunk.
    bool full(std::size_t width) const;
    // `width` is how many of the cells are really present in the source.
    void add(std::span<const std::string_view> cells, RowKind kind, std::uint64_t line, std::size_t width);
    std::size_t rows() const { return rows_; }

private:
    void widen(std::size_t columns);

    Chunk& chunk_;
    std::size_t rows_ = 0;
    std::size_t capacity_ = 0; // rows that the columns have room for
};
} // namespace engine
