#pragma once
// How many rows each value of a column has.
#include <cstdint>
#include <map>
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
    // The `most` groups with most rows, then one of all others together ("42 other values"), if there are any.
    std::vector<Group> largest(std::size_t most) const;

private:
    static constexpr std::size_t most_values = 10'000; // in memory; rows of further values count as others

    std::map<std::string, std::int64_t, std::less<>> counts_;
    std::int64_t rows_ = 0, beyond_ = 0;
};
} // namespace engine
