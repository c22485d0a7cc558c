#include "base/clock.hpp"
#include "server/schedules/decision.hpp"
#include <gmock/gmock.h>

namespace schedules
{
namespace
{
using namespace std::chrono;
using testing::ElementsAre;

const sys_seconds noon = sys_days(2026y / November / 30) + hours(12);

std::vector<Planned> hourly(int count)
{
    std::vector<Planned> planned;
    for (int i = count - 1; i >= 0; --i) planned.push_back({noon - hours(i), false, "", {}});
    return planned;
}
std::vector<std::string> said(const std::vector<Decision>& decisions)
{
    std::vector<std::string> said;
    for (const auto& decision : decisions) said.push_back(decision.why ? json::enum_text(*decision.why) : "done");
    return said;
}
ScheduleInput with(Catchup catchup, std::int64_t window_min = 1440)
{
    ScheduleInput schedule;
    schedule.catchup = catchup;
    schedule.catchup_window_min = window_min;
    return schedule;
}

TEST(Decision, a_time_that_has_just_come_is_done_whatever_the_way_to_catch_up)
{
    for (auto catchup : {Catchup::none, Catchup::latest, Catchup::all})
        EXPECT_THAT(said(decisions(with(catchup), hourly(1), noon + seconds(2), {}, {})), ElementsAre("done"));
}

TEST(Decision, missed_times_are_caught_up_as_the_schedule_says)
{
    auto later = noon + minutes(30);
    EXPECT_THAT(said(decisions(with(Catchup::none), hourly(3), later, {}, {})),
                ElementsAre("missed", "missed", "missed"));
    EXPECT_THAT(said(decisions(with(Catchup::latest), hourly(3), later, {}, {})),
                ElementsAre("missed", "missed", "done"));
    EXPECT_THAT(said(decisions(with(Catchup::all), hourly(3), later, {}, {})), ElementsAre("done", "done", "done"));
    EXPECT_THAT(said(decisions(with(Catchup::all, 100), hourly(3), later, {}, {})),
                ElementsAre("missed", "done", "done"));
    EXPECT_THAT(said(decisions(with(Catchup::latest, 10), hourly(3), later, {}, {})),
                ElementsAre("missed", "missed", "missed"));
    // The one of now is done beside a missed one before it, which “latest” leaves out.
    EXPECT_THAT(said(decisions(with(Catchup::latest), hourly(2), noon, {}, {})), ElementsAre("missed", "done"));
}

TEST(Decision, every_skip_has_its_reason)
{
    auto times = hourly(4);
    times[0].left_out = true;
    times[0].note = "Left out: closed";
    auto taken_out = std::vector{utc_text(times[3].at)};
    auto made = decisions(with(Catchup::all), times, noon, times[1].at, taken_out);
    EXPECT_THAT(said(made), ElementsAre("closed_day", "paused", "done", "skipped_by"));
    for (const auto& decision : made) EXPECT_EQ(decision.words.empty(), !decision.why);
}

TEST(Decision, of_more_than_a_thousand_times_the_oldest_are_one_row)
{
    auto made = decisions(with(Catchup::all, 7 * 1440), hourly(1500), noon, {}, {});
    ASSERT_EQ(made.size(), 1001U);
    EXPECT_EQ(made[0].words, "This time and 499 after it were missed");
    EXPECT_EQ(made[0].at, hourly(1500)[0].at);
}
} // namespace
} // namespace schedules
