#pragma once
// What one measure has seen of the rows of a group.
#include "engine/contract/report_layout.hpp"
#include "engine/summary/exact_sum.hpp"
#include <cstdint>
#include <string>

namespace engine
{
struct Tally {
    std::int64_t holds = 0, known = 0; // rows for which the condition holds; rows with a value
    ExactSum sum, of;

    void add(const Tally& other);
};

// The measure of a group in canonical decimals, "" where there is nothing to divide by. `whole` is what it has seen of
// all rows. Means have one decimal more than their column, two at most; shares and rates are per cent with one.
std::string figure_of(const Measure& measure, const Tally& tally, const Tally& whole);
} // namespace engine
