#pragma once
// How many rows each value of a column has.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
class GroupCount
{
public:
    struct Group {
        std::string value;
        std::int64_t rows = 0;
        bool is_rest = false; // all values that are not listed
    };

    void add(std::string_view value);
    std::int64_t rows() const { return rows_; }
    // The `most` groups with most rows, then one of all others together ("42 other values"), if there are any. Groups
    // of fewer than `suppress_below` rows, and those that would give them away, are among the others; nothing at all
    // where every group is.
    std::vector<Group> largest(std::size_t most, std::optional<int> suppress_below = {}) const;
    // Every group, least value first; numbers by their size. Suppressed ones are left out, and nothing is said where
    // there are more values than are kept.
    std::vector<Group> in_order(bool by_number, std::optional<int> suppress_below = {}) const;

private:
    std::vector<Group> shown(std::optional<int> suppress_below) const;

    static constexpr std::size_t most_values = 10'000; // in memory; rows of further values count as others

    std::map<std::string, std::int64_t, std::less<>> counts_;
    std::int64_t rows_ = 0, beyond_ = 0;
};
} // namespace engine
