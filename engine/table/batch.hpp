#pragma once
// The rows of one chunk by field, while they are cleaned and checked. The chunk itself keeps the sender's cells.
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace engine
{
struct Batch {
    using Column = std::vector<std::string_view>;
    static constexpr auto whole_row = static_cast<std::size_t>(-1); // instead of a column

    // The schema's fields in their order, then columns of the file that only steps read. columns[c][r]; a field that
    // the file lacks is null in every row.
    std::vector<Column> columns;
    std::vector<RowKind> kind;
    std::vector<std::uint64_t> line;
    std::string sheet;               // as in the chunk
    std::vector<std::uint32_t> live; // indices of the rows of kind data, ascending
    Arena arena;                     // for texts that steps, fixes and rules make

    // Told of the first changes of a step, while somebody wants to see some; `now` is null where the row is taken out.
    std::function<void(std::uint32_t row, std::size_t column, std::string_view before, std::string_view now)> show;

    std::size_t rows() const { return line.size(); }
    // After rows have changed their kind.
    void keep_live()
    {
        std::erase_if(live, [&](std::uint32_t row) { return kind[row] != RowKind::data; });
    }
};
} // namespace engine
