#pragma once
// Rows that were prepared for records and not filled in: a running number, the same words in each, nothing else.
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace engine
{
// Looks at the chunks of a table one after the other.
class PreparedRows
{
public:
    // For each row of the chunk whether it is one: of the columns that most records fill, more than half are blank, and
    // what is there is what its neighbour has, or counts on from it.
    std::vector<std::uint8_t> of(const Chunk& chunk);

private:
    void learn(const Chunk& chunk, std::size_t row);
    bool is_half_blank(const Chunk& chunk, std::size_t row) const;

    std::vector<std::int64_t> filled_; // rows with a value, by column
    std::vector<std::size_t> usual_;   // columns that most records fill
    std::int64_t rows_ = 0;
    std::vector<std::string> last_; // the last row of the chunk before
};

inline constexpr std::int64_t least_prepared_rows = 10; // fewer say nothing
} // namespace engine
