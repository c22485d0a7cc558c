#pragma once
// Cells that a sheet merges over several rows: each of the rows has the value.
#include "engine/table/chunk.hpp"
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct MergedRange {
    std::uint64_t first, last; // lines
    std::size_t column;
};

class MergedCells
{
public:
    // Takes the row, and fills blank cells of it that are merged with one above. Rows come in their order; `ranges` may
    // grow between them. Only cells merged from line `from` on are filled: names above several rows are a header.
    void fill(std::span<const MergedRange> ranges, std::uint64_t from, std::uint64_t line,
              std::vector<std::string_view>& cells, Arena& arena);
    std::uint64_t filled() const { return filled_; }
    std::span<const std::size_t> numbers() const { return numbers_; } // columns of the last row that got a number

private:
    struct Open {
        MergedRange range;
        std::string text;
    };
    std::vector<MergedRange> waiting_; // by line, the last first
    std::vector<Open> open_;
    std::size_t seen_ = 0; // of the ranges
    std::uint64_t filled_ = 0;
    std::vector<std::size_t> numbers_;
};
} // namespace engine
