#include "engine/publish/figures/natural_order.hpp"
#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine
{
namespace
{
using Words = std::vector<std::string>;

Words ordered(Words values, const Words& listed = {})
{
    NaturalOrder order(listed, values);
    std::ranges::sort(values, [&](const auto& a, const auto& b) { return order.before(a, b); });
    return values;
}
} // namespace

TEST(NaturalOrder, values_stand_as_people_expect_them)
{
    EXPECT_EQ(ordered({"12", "8", "7"}), (Words{"7", "8", "12"}));
    EXPECT_EQ(ordered({"10A", "7B", "", "7A"}), (Words{"7A", "7B", "10A", ""}));
    EXPECT_EQ(ordered({"Year 10", "Year 9", "Reception"}), (Words{"Reception", "Year 9", "Year 10"}));
    EXPECT_EQ(ordered({"B", "A", "A*", "A+", "A-", "U"}), (Words{"A*", "A+", "A", "A-", "B", "U"}));
    EXPECT_EQ(ordered({"Sun", "Fri", "Mon", "Wed"}), (Words{"Mon", "Wed", "Fri", "Sun"}));
    EXPECT_EQ(ordered({"October", "April", "January"}), (Words{"January", "April", "October"}));
    EXPECT_EQ(ordered({"-2.5", "10", "0", "-30"}), (Words{"-30", "-2.5", "0", "10"}));
    EXPECT_EQ(ordered({"2026-11-30", "2026-02-01"}), (Words{"2026-02-01", "2026-11-30"}));
}

TEST(NaturalOrder, what_the_file_rules_list_comes_in_their_order_and_the_rest_after_it)
{
    EXPECT_EQ(ordered({"zz", "Absent", "", "aa", "Present", "Late"}, {"Present", "Late", "Absent"}),
              (Words{"Present", "Late", "Absent", "aa", "zz", ""}));
}

// std::sort may run out of its range where an order contradicts itself.
TEST(NaturalOrder, any_values_are_in_one_order_only)
{
    const Words all{"",   "7", "07", "7A",   "10", "A*",  "A",   "a",  "1e3", "-",  "Mon", "May", "7.5",
                    "é7", "0", "-0", "007x", "x7", "x07", "x10", "+5", "5",   "A+", "B-",  "1-2"};
    for (const auto& one : all) {
        NaturalOrder order(Words{}, all);
        EXPECT_FALSE(order.before(one, one)) << one;
        for (const auto& other : all) {
            EXPECT_FALSE(order.before(one, other) && order.before(other, one)) << one << ' ' << other;
            for (const auto& third : all)
                if (order.before(one, other) && order.before(other, third)) {
                    EXPECT_TRUE(order.before(one, third)) << one << ' ' << other << ' ' << third;
                }
        }
    }
}
} // namespace engine
