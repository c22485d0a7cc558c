#include "engine/publish/summary/exact_sum.hpp"
#include "engine/publish/summary/group_count.hpp"
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

TEST(GroupCount, the_largest_groups_come_first_and_the_rest_is_counted)
{
    GroupCount count;
    for (auto value : {"b", "a", "b", "c", "d", "b", "a"}) count.add(value);
    auto groups = count.largest(2);
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[0].value, "b");
    EXPECT_EQ(groups[0].rows, 3);
    EXPECT_EQ(groups[1].value, "a");
    EXPECT_EQ(groups[2].value, "2 other values");
    EXPECT_EQ(groups[2].rows, 2);
}

TEST(GroupCount, with_countless_values_the_rows_still_add_up)
{
    GroupCount count;
    for (int i = 0; i < 20'000; ++i) count.add(std::to_string(i));
    std::int64_t rows = 0;
    for (const auto& group : count.largest(5)) rows += group.rows;
    EXPECT_EQ(rows, 20'000);
}

TEST(GroupCount, small_groups_are_among_the_others)
{
    GroupCount count;
    for (int i = 0; i < 40; ++i) count.add(i < 25 ? "a" : i < 37 ? "b" : "c");
    auto groups = count.largest(5, 10);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].value, "a");
    EXPECT_EQ(groups[1].value, "2 other values");
    EXPECT_EQ(groups[1].rows, 15);
    EXPECT_EQ(count.in_order(false, 10).size(), 1U);
    EXPECT_TRUE(count.largest(5, 100).empty());
}

TEST(GroupCount, numbers_come_in_the_order_of_their_size)
{
    GroupCount count;
    for (auto value : {"10", "9", "", "-1"}) count.add(value);
    auto groups = count.in_order(true);
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[0].value, "-1");
    EXPECT_EQ(groups[2].value, "10");
}
