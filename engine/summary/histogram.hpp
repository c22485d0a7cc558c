#pragma once
// How numbers spread, in one pass and without knowing their range beforehand: bars of one width, which doubles whenever
// they become too many. The result does not depend on the order of the numbers.
#include <array>
#include <cstdint>
#include <vector>

namespace engine
{
class Histogram
{
public:
    static constexpr int most_bars = 12;
    struct Bar {
        double from = 0, to = 0; // from ≤ number < to
        std::int64_t rows = 0;
    };

    // The narrowest bar is 2^exponent wide.
    explicit Histogram(int exponent = -10);
    void add(double number, std::int64_t times); // finite
    std::vector<Bar> bars() const;               // without a gap; empty without numbers

private:
    double index(double number) const;
    void widen();

    int exponent_;
    double bars_of_one_;                         // 2^-exponent
    double first_ = 0, last_ = -1;               // of the bars that have rows: floor(number / 2^exponent)
    std::array<std::int64_t, most_bars> rows_{}; // from first_
};
} // namespace engine
