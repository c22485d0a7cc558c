#include "server/feeds/period.hpp"
#include <gtest/gtest.h>

namespace feeds
{
namespace
{
using namespace std::chrono;
using engine::Period;

std::string key_of(Period kind, sys_days day) { return period_of(kind, day).value().key; }
std::string in_name(Period kind, std::string_view name)
{
    auto found = period_in_name(kind, name);
    return found ? found->key : "";
}

TEST(PeriodKey, a_week_is_the_iso_week_of_its_thursday)
{
    EXPECT_EQ(key_of(Period::week, 2026y / November / 23), "2026-W48");
    EXPECT_EQ(key_of(Period::week, 2026y / November / 29), "2026-W48");
    EXPECT_EQ(key_of(Period::week, 2027y / January / 1), "2026-W53");
    EXPECT_EQ(key_of(Period::week, 2024y / December / 30), "2025-W01");
    EXPECT_EQ(key_of(Period::week, 2023y / January / 1), "2022-W52");
}

TEST(PeriodKey, labels_are_what_people_say)
{
    EXPECT_EQ(period_label("2026-W48"), "Week 48, 23–29 Nov 2026");
    EXPECT_EQ(period_label("2026-W49"), "Week 49, 30 Nov–6 Dec 2026");
    EXPECT_EQ(period_label("2026-W53"), "Week 53, 28 Dec 2026–3 Jan 2027");
    EXPECT_EQ(period_label("2026-11"), "November 2026");
    EXPECT_EQ(period_label("2026-3-autumn"), "Autumn term 2026");
    EXPECT_EQ(period_label("someday"), "someday");
}

TEST(PeriodKey, only_a_key_of_its_kind_is_one)
{
    EXPECT_TRUE(period_choice(Period::week, "2026-W53"));
    for (auto key : {"2025-W53", "2026-W00", "2026-W5", "2026-11", "", "2026-W48 "})
        EXPECT_FALSE(period_choice(Period::week, key)) << key;
    EXPECT_TRUE(period_choice(Period::none, ""));
    EXPECT_FALSE(period_choice(Period::none, "2026-W48"));
    EXPECT_FALSE(period_choice(Period::month, "2026-13"));
}

TEST(PeriodKey, choices_are_two_ahead_and_eight_back_newest_first)
{
    auto weeks = period_choices(Period::week, 2027y / January / 6);
    ASSERT_EQ(weeks.size(), 11U);
    EXPECT_EQ(weeks[2].key, "2027-W01");
    EXPECT_EQ(weeks[3].key, "2026-W53");
    auto months = period_choices(Period::month, 2026y / January / 31);
    EXPECT_EQ(months[0].key, "2026-03");
    EXPECT_EQ(months[3].key, "2025-12");
    auto terms = period_choices(Period::term, 2026y / November / 23);
    EXPECT_EQ(terms[1].key, "2027-1-spring");
    EXPECT_EQ(terms[3].key, "2026-2-summer");
    EXPECT_TRUE(period_choices(Period::none, 2026y / January / 31).empty());
}

TEST(PeriodInName, a_week_a_day_or_a_month_in_the_name_tells)
{
    EXPECT_EQ(in_name(Period::week, "attendance-2026-W47.csv"), "2026-W47");
    EXPECT_EQ(in_name(Period::week, "attendance 2026w47 final.csv"), "2026-W47");
    EXPECT_EQ(in_name(Period::week, "fees_2026-11-23.csv"), "2026-W48");
    EXPECT_EQ(in_name(Period::week, "20261123_fees.csv"), "2026-W48");
    EXPECT_EQ(in_name(Period::week, "exams-23.11.2026.xlsx"), "2026-W48");
    EXPECT_EQ(in_name(Period::month, "fees 2026_11.csv"), "2026-11");
    EXPECT_EQ(in_name(Period::month, "fees-2026-W47.csv"), "2026-11");
    EXPECT_EQ(in_name(Period::term, "marks 2026-10-02.csv"), "2026-3-autumn");
    for (auto name : {"attendance.csv", "fees 2026_11.csv", "2026-W54.csv", "2026-13-45.csv", "123456789012.csv"})
        EXPECT_EQ(in_name(Period::week, name), "") << name;
}
} // namespace
} // namespace feeds
