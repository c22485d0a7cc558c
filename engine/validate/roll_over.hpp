#pragma once
// The new school year in a list of everyone: all are one year up (7 → 8, 7A → 8A) and the oldest have left. That is no
// reason to hold a file, though nearly every row has changed and a whole year is gone.
#include "engine/table/chunk.hpp"
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class RollOver
{
public:
    // Looks for columns of the previous version whose values are few and all hold a number, such as a year or a form.
    // `columns` are indices of the chunk, without those of the key; only they are asked for later.
    void choose(const Chunk& first, const std::vector<std::size_t>& columns);
    const std::vector<std::size_t>& columns() const { return columns_; }

    void add_previous(const Chunk& rows, std::size_t row);
    // The cells now, in the order of columns(), of a row that is otherwise as before. Says whether it is one year up.
    bool see(std::size_t previous_row, const std::vector<std::string_view>& cells);

    // Three years or more have moved up, and most of the `kept` rows.
    bool happened(std::int64_t kept) const;
    std::int64_t moved() const { return moved_; }
    // Whether this row was in the oldest year.
    bool was_oldest(std::size_t previous_row) const;

private:
    static constexpr std::uint8_t no_number = 255;
    static std::uint8_t number_in(std::string_view text);

    std::vector<std::size_t> columns_;
    std::vector<std::vector<std::uint8_t>> numbers_; // by column, by row
    std::vector<std::uint8_t> oldest_;               // by column
    std::vector<std::int64_t> moved_in_;             // by column
    std::bitset<256> years_;
    std::int64_t moved_ = 0;
};
} // namespace engine
