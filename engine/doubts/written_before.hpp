#pragma once
// How the numbers of a feed were written in the version before: its rows are the only ones that are known to be right.
#include "base/bytes.hpp"
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine
{
// The numbers below which a quarter, a half and three quarters of the others are.
using Quartiles = std::array<double, 3>;
Quartiles quartiles(std::vector<double> numbers); // one at least

struct NumbersBefore {
    std::int64_t numbers = 0, fractions = 0; // fractions: between 0 and 1
    std::int64_t decimals = 0, three_decimals = 0;
    double largest = 0;
    Quartiles quartiles{}; // without zeros and signs; 0 where there are none
};

class WrittenBefore
{
public:
    // The first rows of a published file; null where there is none.
    explicit WrittenBefore(const ByteSource* published);
    const NumbersBefore* of(const std::string& field) const; // null where nothing is known

private:
    std::map<std::string, NumbersBefore> columns_;
};
} // namespace engine
