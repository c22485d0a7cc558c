#include "engine/summary/value_table.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
// So many different values, each as often as said.
ValueTable table_of(std::size_t different, int times = 1)
{
    ValueTable table;
    for (int time = 0; time < times; ++time)
        for (std::size_t value = 0; value < different; ++value) table.add(std::to_string(value));
    return table;
}
} // namespace

TEST(ValueTable, few_values_are_counted_one_by_one)
{
    auto table = table_of(3, 4);
    EXPECT_TRUE(table.is_complete());
    EXPECT_EQ(table.distinct(), 3);
    ASSERT_EQ(table.values().size(), 3U);
    for (const auto& value : table.values()) EXPECT_EQ(value.rows, 4);
}

TEST(ValueTable, is_complete_with_as_many_values_as_it_keeps_and_not_with_one_more)
{
    auto full = table_of(ValueTable::most_values, 2);
    EXPECT_TRUE(full.is_complete());
    EXPECT_EQ(full.distinct(), static_cast<std::int64_t>(ValueTable::most_values));
    EXPECT_TRUE(full.add("0"));
    EXPECT_FALSE(full.add("one more"));
    EXPECT_FALSE(full.is_complete());
    EXPECT_GT(full.distinct(), static_cast<std::int64_t>(ValueTable::most_values));
    EXPECT_FALSE(full.add("0"));
}

TEST(ValueTable, kept_values_and_those_after_make_up_the_rows)
{
    ValueTable table;
    std::int64_t told = 0, rows = 5000;
    for (std::int64_t row = 0; row < rows; ++row) told += !table.add(std::to_string(row));
    std::int64_t kept = 0;
    for (const auto& value : table.values()) kept += value.rows;
    EXPECT_EQ(kept + told, rows);
}

TEST(ValueTable, many_values_are_estimated_to_two_per_cent)
{
    for (std::size_t different : {2'000, 20'000, 200'000}) {
        auto estimate = static_cast<double>(table_of(different, 2).distinct());
        EXPECT_NEAR(estimate / static_cast<double>(different), 1.0, 0.02) << different;
    }
}

TEST(ValueTable, a_value_is_its_bytes)
{
    ValueTable table;
    for (auto value : std::initializer_list<std::string_view>{"a", "A", " a", std::string_view("a\0", 2), "", "ä"})
        table.add(value);
    EXPECT_EQ(table.distinct(), 6);
}
} // namespace engine
