#include "engine/summary/exact_sum.hpp"
#include <gtest/gtest.h>

using namespace engine;

namespace
{
std::string sum(std::initializer_list<std::string_view> numbers)
{
    ExactSum total;
    for (auto number : numbers) total.add(number);
    return total.text();
}
} // namespace

TEST(ExactSum, cents_add_up)
{
    EXPECT_EQ(sum({"0.1", "0.2"}), "0.3");
    EXPECT_EQ(sum({"12.50", "-12.50"}), "0.00");
    EXPECT_EQ(sum({"-0.05", "-1"}), "-1.05");
    EXPECT_EQ(sum({"999999999999999999999.99", "0.01"}), "1000000000000000000000.00");
}

TEST(ExactSum, what_is_no_number_is_left_out) { EXPECT_EQ(sum({"", "n/a", "3"}), "3"); }
TEST(ExactSum, of_nothing_is_zero) { EXPECT_EQ(sum({}), "0"); }
TEST(ExactSum, numbers_with_exponents_are_added_as_well_as_can_be) { EXPECT_EQ(sum({"1e3", "1"}), "1001"); }

// The digits that are added exactly are kept as far as 128 bits hold them; past that the sum is right to its first
// ones.
TEST(ExactSum, sums_at_the_edge_of_what_is_exact)
{
    constexpr auto huge = "999999999999999999999999999999"; // 30 digits
    EXPECT_EQ(sum({huge, "1"}), "1000000000000000000000000000000");
    EXPECT_EQ(sum({huge, "0.000000000001"}).substr(0, 6), "100000");
    ExactSum many; // 33 digits of sum before a number asks for more decimals
    for (int i = 0; i < 999; ++i) many.add(huge);
    EXPECT_EQ(many.text(), "998999999999999999999999999999001");
    many.add("0.123456789012");
    EXPECT_EQ(many.text().size(), 33U);
    EXPECT_EQ(many.text().substr(0, 6), "998999");
    ExactSum negative;
    for (int i = 0; i < 999; ++i) negative.add(std::string("-") + huge);
    negative.add("-0.1");
    EXPECT_EQ(negative.text().substr(0, 7), "-998999");
}
