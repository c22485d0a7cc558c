#pragma once
// Small numbers in the rows that are published: a table of how many, such as pupils by club, holds counts of people in
// its cells. They are hidden before any format is written, so that all formats hide the same.
#include "base/bytes.hpp"
#include "engine/summary/output_column.hpp"
#include "engine/summary/sums.hpp"
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class CountShield
{
public:
    // `counts` are names of columns; numbers from 1 to `below` − 1 in them are hidden, and what would give them away:
    // by the total of a column, by columns or rows that add up to others, or by what the version before shows.
    CountShield(const std::vector<OutputColumn>& columns, const std::vector<std::string>& counts, std::int64_t below);

    // What the version before hid stays hidden, or what both show would give it away. `published` is its clean.csv;
    // rows are the same where all other columns are. Throws std::runtime_error where it is none.
    void remember(const ByteSource& published);
    void add(std::span<const std::string_view> cells); // keeps a copy: such tables are small
    // Hands over all rows in their order, hidden cells null. Returns how many cells are hidden.
    std::int64_t finish(const std::function<void(std::span<const std::string_view>)>& row);

private:
    using Row = std::vector<std::optional<std::string>>;
    std::string key_of(std::span<const std::string_view> cells) const;
    CountTable table() const;
    std::vector<bool> hidden_in(const CountTable& table) const; // by cell of the table

    std::vector<std::string> names_;
    std::vector<std::size_t> counts_; // of the columns
    std::int64_t below_;
    // Key → by count: what was shown, null where it was hidden.
    std::map<std::string, std::vector<std::optional<std::int64_t>>, std::less<>> before_;
    std::vector<Row> rows_;
    std::vector<std::string> keys_; // by row
};
} // namespace engine
