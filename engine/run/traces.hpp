#pragma once
// What the rows of a file show as they stream by, so that known errors are recognised without a second reading.
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace engine
{
struct Traces {
    // Of the first chunk.
    std::size_t columns = 0;
    std::int64_t ghost_columns = 0;           // without a name and without values
    std::int64_t lost_cells = 0;              // with a letter that the encoding does not have
    std::string lost_example{};               // one of those
    bool mark_in_header = false;              // a byte order mark in the first name
    std::vector<std::int64_t> header_lines{}; // rows of the header, one below the other
    // Of all rows.
    std::int64_t totals = 0; // told from the data
    std::int64_t blank_at_end = 0;
    std::int64_t encoded_twice = 0; // cells that were decoded
    std::string encoded_example{};  // “BjÃ¶rn” became “Björn”

    void see(const Chunk& chunk);

private:
    void see_first(const Chunk& chunk);
    bool begun_ = false;
};
} // namespace engine
