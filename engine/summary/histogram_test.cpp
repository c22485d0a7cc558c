#include "engine/summary/histogram.hpp"
#include <cmath>
#include <gmock/gmock.h>
#include <limits>

namespace engine
{
namespace
{
constexpr auto largest = std::numeric_limits<double>::max();

Histogram of(const std::vector<double>& numbers, int exponent = -10)
{
    Histogram histogram(exponent);
    for (auto number : numbers) histogram.add(number, 1);
    return histogram;
}

bool operator==(const Histogram::Bar& a, const Histogram::Bar& b)
{
    return a.from == b.from && a.to == b.to && a.rows == b.rows;
}

// Each number is in one bar, the bars adjoin, and there are at most so many.
void expect_counts(const std::vector<double>& numbers)
{
    auto bars = of(numbers).bars();
    ASSERT_FALSE(bars.empty());
    EXPECT_LE(bars.size(), static_cast<std::size_t>(Histogram::most_bars));
    std::int64_t rows = 0;
    for (std::size_t at = 0; at < bars.size(); ++at) {
        EXPECT_LT(bars[at].from, bars[at].to);
        if (at > 0) {
            EXPECT_EQ(bars[at - 1].to, bars[at].from);
        }
        auto in = std::ranges::count_if(numbers, [&](double number) {
            return number >= bars[at].from && (number < bars[at].to || bars[at].to == largest);
        });
        EXPECT_EQ(bars[at].rows, in) << bars[at].from;
        rows += bars[at].rows;
    }
    EXPECT_EQ(rows, static_cast<std::int64_t>(numbers.size()));
}
} // namespace

TEST(Histogram, of_nothing_has_no_bars) { EXPECT_TRUE(Histogram().bars().empty()); }

TEST(Histogram, numbers_of_any_size_fall_into_few_bars_that_adjoin)
{
    expect_counts({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    expect_counts({-0.5, -0.25, 0, 0.25});
    expect_counts({9'780'306'406'157, 9'783'161'484'100, 9'780'262'033'848}); // ISBN-13
    expect_counts({1'764'500'000'000'000, 1'764'500'000'000'001});            // microseconds
    expect_counts({0x1p43, 0x1p43 + 1});                                      // narrowest bars have no neighbour
    expect_counts({0x1p52, 0x1p52 + 1, 0x1p53, 0x1p53 + 2});
    expect_counts({-0x1p60, 0x1p60});
    expect_counts({-1e18, -1e18 + 1024, 1e18});
    expect_counts({largest, 0, -largest, 1});
    expect_counts({std::numeric_limits<double>::denorm_min(), 1e-300, 0});
    expect_counts({largest});
    expect_counts({-largest});
}

TEST(Histogram, the_order_of_the_numbers_does_not_matter)
{
    std::vector<double> numbers = {1e300, 3, -2e15, 0.001, 9'780'306'406'157, 3, -7};
    std::ranges::sort(numbers);
    auto expected = of(numbers).bars();
    int tried = 0;
    do {
        auto bars = of(numbers).bars();
        ASSERT_TRUE(std::ranges::equal(bars, expected, [](auto& a, auto& b) { return a == b; }));
    } while (std::ranges::next_permutation(numbers).found && ++tried < 500);
}

TEST(Histogram, counts_rows_of_a_value_at_once)
{
    Histogram histogram(0);
    histogram.add(3, 5);
    histogram.add(4, 2);
    auto bars = histogram.bars();
    ASSERT_EQ(bars.size(), 2U);
    EXPECT_EQ(bars[0].rows, 5);
    EXPECT_EQ(bars[1].rows, 2);
    EXPECT_EQ(bars[1].from, 4);
    EXPECT_EQ(bars[1].to, 5);
}
} // namespace engine
