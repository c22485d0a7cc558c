#pragma once
// Which cells of a table of counts are sums of others: columns that add up to a column (girls and boys to pupils), rows
// that add up to a row (subtotals), and the total of a column, which people know from elsewhere.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace engine
{
struct CountTable {
    std::size_t width = 0;                        // counts in a row
    std::vector<std::int64_t> counts;             // row by row; where a cell holds no number, 0
    std::vector<std::vector<std::string>> labels; // by row: its other cells

    std::size_t rows() const { return width == 0 ? 0 : counts.size() / width; }
    std::size_t at(std::size_t row, std::size_t column) const { return row * width + column; }
};

// The sum of `parts` is the cell `whole`; without one it is a number that is known.
struct Sum {
    static constexpr std::size_t known = static_cast<std::size_t>(-1);
    std::size_t whole = known;
    std::vector<std::size_t> parts;
};

// What holds in every row (columns), or between rows in every column, of this very table. A sum that holds by chance is
// one as well: nobody who reads the table can tell.
std::vector<Sum> sums_in(const CountTable& table);
} // namespace engine
