#include "engine/repair/period_days.hpp"
#include "engine/text/dates.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
DayRange days(std::string_view period)
{
    auto range = period_days(period);
    EXPECT_TRUE(range) << period;
    return range.value_or(DayRange());
}

TEST(PeriodDays, weeks_are_those_of_iso_8601)
{
    EXPECT_EQ(days("2026-W47").first, days_from({2026, 11, 16}));
    EXPECT_EQ(days("2026-W47").last, days_from({2026, 11, 22}));
    EXPECT_EQ(days("2026-W01").first, days_from({2025, 12, 29})) << "week 1 has the first Thursday";
    EXPECT_EQ(days("2026-W53").last, days_from({2027, 1, 3}));
    for (auto day = days_from({2019, 1, 1}); day < days_from({2031, 1, 1}); ++day)
        EXPECT_TRUE(days(period_of(day, "2026-W47")).has(day)) << period_of(day, "2026-W47");
}

TEST(PeriodDays, months_are_from_the_first_to_the_last)
{
    EXPECT_EQ(days("2024-02").last, days_from({2024, 2, 29}));
    EXPECT_EQ(days("2026-12").last, days_from({2026, 12, 31}));
    for (auto day = days_from({2023, 12, 1}); day < days_from({2025, 2, 1}); ++day)
        EXPECT_TRUE(days(period_of(day, "2026-11")).has(day));
}

TEST(PeriodDays, what_only_the_calendar_knows_has_no_days)
{
    for (const auto* period : {"", "autumn-2026", "2026", "2026-13", "2026-W54", "2026-W00", "2026-1x", "2026/11"})
        EXPECT_FALSE(period_days(period)) << period;
}
} // namespace
} // namespace engine
