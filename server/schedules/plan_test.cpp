#include "server/schedules/plan.hpp"
#include <gmock/gmock.h>

namespace schedules
{
namespace
{
using namespace std::chrono;
using calendars::Weekday;
using testing::ElementsAre;
using testing::HasSubstr;

calendars::CalendarInput autumn()
{
    calendars::CalendarInput calendar;
    calendar.name = "School year";
    calendar.school_week = {Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri};
    calendar.terms = {{"Autumn", "2026-09-02", "2026-12-18"}, {"Spring", "2027-01-05", "2027-03-25"}};
    for (int day = 26; day <= 30; ++day)
        calendar.days.push_back({"2026-10-" + std::to_string(day), calendars::DayKind::closed, "Half term"});
    calendar.days.push_back({"2026-11-30", calendars::DayKind::closed, "Staff training"});
    return calendar;
}

Plan plan_of(const Rule& rule, const std::string& zone = "Europe/London", ClosedDays closed_days = ClosedDays::run,
             bool with_calendar = false)
{
    auto calendar = with_calendar ? std::make_shared<const calendars::SchoolDays>(autumn()) : nullptr;
    return Plan::make(rule, zone, calendar, closed_days).value();
}
Rule cron(const char* text)
{
    Rule rule;
    rule.cron = text;
    return rule;
}
Rule weekly(Weekday day, const char* at = "07:30")
{
    Rule rule;
    rule.every = Every::week;
    rule.days = std::vector{day};
    rule.at = at;
    return rule;
}
Rule counted(After after, int school_days)
{
    Rule rule;
    rule.after = after;
    rule.school_days = school_days;
    rule.at = "17:00";
    return rule;
}

// In the words of a person in the zone: "Mon 30 Nov 2026, 07:30"; what is left out in brackets.
std::vector<std::string> said(const Plan& plan, sys_days from, sys_days to)
{
    std::vector<std::string> said;
    for (const auto& one : plan.between(sys_seconds(from) - seconds(1), sys_seconds(to))) {
        auto text = calendars::local_text(plan.zone(), one.at);
        said.push_back(one.left_out ? "(" + text + ")" : text);
    }
    return said;
}
std::vector<std::string> utc(const Plan& plan, sys_days from, int hours_long = 24)
{
    std::vector<std::string> said;
    auto london = calendars::Zone::find("UTC").value();
    for (const auto& one : plan.between(sys_seconds(from) - seconds(1), sys_seconds(from) + hours(hours_long)))
        said.push_back(calendars::local_text(london, one.at).substr(calendars::day_text(from).size() + 2));
    return said;
}

TEST(Plan, every_week_keeps_its_clock_across_daylight_saving)
{
    EXPECT_THAT(utc(plan_of(weekly(Weekday::mon)), 2026y / October / 19), ElementsAre("06:30"));
    EXPECT_THAT(utc(plan_of(weekly(Weekday::mon)), 2026y / October / 26), ElementsAre("07:30"));
}

TEST(Plan, a_time_that_does_not_exist_comes_at_the_first_minute_after_the_gap)
{
    struct Case {
        const char* zone;
        const char* rule;
        sys_days day;
        const char* becomes;
    } cases[] = {
        {"Europe/London", "30 1 * * *", 2027y / March / 28, "Sun 28 Mar 2027, 02:00"},
        {"America/New_York", "15 2 * * *", 2027y / March / 14, "Sun 14 Mar 2027, 03:00"},
        {"America/St_Johns", "30 2 * * *", 2027y / March / 14, "Sun 14 Mar 2027, 03:00"},
        {"Australia/Lord_Howe", "15 2 * * *", 2026y / October / 4, "Sun 4 Oct 2026, 02:30"},
        {"Africa/Cairo", "30 0 * * *", 2026y / April / 24, "Fri 24 Apr 2026, 01:00"},
        {"Pacific/Apia", "0 9 30 12 *", 2011y / December / 30, "Sat 31 Dec 2011, 00:00"},
    };
    for (const auto& one : cases) {
        auto plan = plan_of(cron(one.rule), one.zone);
        bool found = false;
        for (const auto& planned : plan.between(sys_seconds(one.day) - days(1), sys_seconds(one.day) + days(2)))
            if (calendars::local_text(plan.zone(), planned.at) == one.becomes) {
                found = true;
                EXPECT_THAT(planned.note, HasSubstr("does not exist")) << one.zone;
            }
        EXPECT_TRUE(found) << one.zone;
        // Also when only the hour around it is asked for, as the scheduler does.
        auto gap = plan.zone().place(calendars::local_seconds(one.day.time_since_epoch()) + hours(3)).at;
        std::size_t at_all = 0;
        for (auto hour = gap - hours(30); hour < gap + hours(30); hour += hours(1))
            at_all += plan.between(hour, hour + hours(1)).size();
        EXPECT_EQ(at_all, plan.between(gap - hours(30), gap + hours(30)).size()) << one.zone;
    }
}

TEST(Plan, a_time_that_comes_twice_runs_the_first_time)
{
    EXPECT_THAT(utc(plan_of(cron("30 1 * * *")), 2026y / October / 25), ElementsAre("00:30"));
    EXPECT_THAT(utc(plan_of(cron("*/30 1 * * *")), 2026y / October / 25), ElementsAre("00:00", "00:30"));
    EXPECT_THAT(utc(plan_of(cron("45 1 * * *"), "Australia/Lord_Howe"), 2027y / April / 3), ElementsAre("14:45"));
    auto once = plan_of(cron("30 1 * * *")).between(sys_days(2026y / October / 24), sys_days(2026y / October / 26));
    EXPECT_THAT(once.at(1).note, HasSubstr("comes twice"));
}

TEST(Plan, an_hour_with_a_star_counts_every_real_hour)
{
    EXPECT_EQ(utc(plan_of(cron("0 * * * *")), 2026y / October / 25).size(), 25U);
    EXPECT_EQ(said(plan_of(cron("0 * * * *")), 2027y / March / 28, 2027y / March / 29).at(1), "Sun 28 Mar 2027, 02:00");
    EXPECT_EQ(utc(plan_of(cron("0 * * * *")), 2027y / March / 28).size(), 25U);
    EXPECT_EQ(utc(plan_of(cron("30 1 * * *")), 2027y / March / 28).size(), 1U);
}

TEST(Plan, days_of_a_month_are_left_out_where_it_lacks_them)
{
    Rule rule;
    rule.every = Every::month;
    rule.dates = {31, -1};
    rule.at = "09:00";
    EXPECT_THAT(said(plan_of(rule), 2027y / January / 1, 2027y / May / 1),
                ElementsAre("Sun 31 Jan 2027, 09:00", "Sun 28 Feb 2027, 09:00", "Wed 31 Mar 2027, 09:00",
                            "Fri 30 Apr 2027, 09:00"));
}

TEST(Plan, a_week_of_the_term_counts_only_weeks_with_school)
{
    auto rule = weekly(Weekday::mon);
    rule.weeks = TeachingWeeks{{1, 5, 9}};
    // The first week begins on a Wednesday; half term, the week of 26 October, is no week of the term.
    EXPECT_THAT(
        said(plan_of(rule, "Europe/London", ClosedDays::next_open, true), 2026y / August / 1, 2026y / December / 1),
        ElementsAre("Wed 2 Sep 2026, 07:30", "Mon 28 Sep 2026, 07:30", "Mon 2 Nov 2026, 07:30"));
}

TEST(Plan, closed_days_are_left_out_moved_or_taken_as_the_rule_says)
{
    auto november = [](ClosedDays closed_days) {
        return said(plan_of(weekly(Weekday::mon), "Europe/London", closed_days, true), 2026y / November / 24,
                    2026y / December / 2);
    };
    EXPECT_THAT(november(ClosedDays::run), ElementsAre("Mon 30 Nov 2026, 07:30"));
    EXPECT_THAT(november(ClosedDays::skip), ElementsAre("(Mon 30 Nov 2026, 07:30)"));
    EXPECT_THAT(november(ClosedDays::next_open), ElementsAre("Tue 1 Dec 2026, 07:30"));
    EXPECT_THAT(november(ClosedDays::previous_open), ElementsAre("Fri 27 Nov 2026, 07:30"));
    auto moved = plan_of(weekly(Weekday::mon), "Europe/London", ClosedDays::next_open, true)
                     .between(sys_days(2026y / November / 30), sys_days(2026y / December / 2));
    EXPECT_EQ(moved.at(0).note, "Moved from Mon 30 Nov 2026, which is closed (Staff training)");
}

TEST(Plan, several_closed_days_move_to_one_run)
{
    auto plan = plan_of(cron("0 8 * * 1-5"), "Europe/London", ClosedDays::next_open, true);
    EXPECT_THAT(said(plan, 2026y / October / 23, 2026y / November / 3),
                ElementsAre("Fri 23 Oct 2026, 08:00", "Mon 2 Nov 2026, 08:00"));
}

TEST(Plan, a_weekday_that_the_rule_names_is_not_closed_for_being_no_school_day)
{
    auto saturday = plan_of(weekly(Weekday::sat), "Europe/London", ClosedDays::skip, true);
    EXPECT_THAT(said(saturday, 2026y / November / 14, 2026y / November / 16), ElementsAre("Sat 14 Nov 2026, 07:30"));
    Rule monthly;
    monthly.every = Every::month;
    monthly.dates = {1};
    monthly.at = "07:30";
    EXPECT_THAT(said(plan_of(monthly, "Europe/London", ClosedDays::next_open, true), 2026y / October / 31,
                     2026y / November / 4),
                ElementsAre("Mon 2 Nov 2026, 07:30"));
}

TEST(Plan, school_days_are_counted_from_a_point_in_time)
{
    auto of = [](After after, int count, sys_days from, sys_days to) {
        return said(plan_of(counted(after, count), "Europe/London", ClosedDays::run, true), from, to);
    };
    // 30 November is closed, so the second school day after October ends is 3 November, that of November 2 December.
    EXPECT_THAT(of(After::month_end, 2, 2026y / October / 25, 2026y / December / 20),
                ElementsAre("Tue 3 Nov 2026, 17:00", "Wed 2 Dec 2026, 17:00"));
    EXPECT_THAT(of(After::month_end, -1, 2026y / October / 1, 2026y / December / 31),
                ElementsAre("Fri 23 Oct 2026, 17:00", "Fri 27 Nov 2026, 17:00", "Fri 18 Dec 2026, 17:00"));
    EXPECT_THAT(of(After::term_start, 1, 2026y / August / 1, 2027y / February / 1),
                ElementsAre("Wed 2 Sep 2026, 17:00", "Tue 5 Jan 2027, 17:00"));
    EXPECT_THAT(of(After::term_end, -1, 2026y / August / 1, 2027y / January / 1),
                ElementsAre("Fri 18 Dec 2026, 17:00"));
    EXPECT_THAT(of(After::week_start, 1, 2026y / October / 19, 2026y / November / 10),
                ElementsAre("Mon 19 Oct 2026, 17:00", "Mon 2 Nov 2026, 17:00", "Mon 9 Nov 2026, 17:00"));
    EXPECT_THAT(of(After::week_start, -1, 2026y / October / 19, 2026y / November / 7),
                ElementsAre("Fri 23 Oct 2026, 17:00", "Fri 6 Nov 2026, 17:00"));
}

TEST(Plan, every_hour_asked_for_alone_gives_what_the_whole_year_gives)
{
    for (auto zone : {"Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Chatham"})
        for (auto rule : {"30 1 * * *", "15 2 * * 0", "*/20 * * * *", "0 0 1 * *", "5 */3 L * *"}) {
            auto plan = plan_of(cron(rule), zone);
            sys_seconds from = sys_days(2026y / March / 1), to = sys_days(2026y / May / 1);
            std::vector<sys_seconds> whole, parts;
            for (const auto& one : plan.between(from, to)) whole.push_back(one.at);
            for (auto at = from; at < to; at += hours(1))
                for (const auto& one : plan.between(at, at + hours(1))) parts.push_back(one.at);
            EXPECT_EQ(whole, parts) << zone << " " << rule;
        }
}

TEST(Plan, the_next_ones_are_those_that_happen)
{
    auto plan = plan_of(weekly(Weekday::mon), "Europe/London", ClosedDays::skip, true);
    auto next = plan.next(sys_days(2026y / November / 24), 3);
    ASSERT_EQ(next.size(), 7U); // left out: 30 November and three Mondays of the holidays
    EXPECT_TRUE(next[0].left_out);
    EXPECT_EQ(calendars::local_text(plan.zone(), next.back().at), "Mon 11 Jan 2027, 07:30");
    EXPECT_EQ(plan_of(cron("0 0 29 2 *")).next(sys_days(2026y / January / 1)), sys_days(2028y / February / 29));
    EXPECT_FALSE(plan_of(cron("0 0 31 2 *")).next(sys_days(2026y / January / 1)));
    EXPECT_FALSE(plan.next(sys_days(2027y / April / 1)));
}

TEST(Plan, what_needs_a_calendar_and_has_none_never_happens_and_says_so)
{
    auto plan = plan_of(counted(After::month_end, 2));
    EXPECT_TRUE(plan.lacks_calendar());
    EXPECT_FALSE(plan.next(sys_days(2026y / January / 1)));
}

TEST(Rule, what_is_wrong_is_said_at_its_place)
{
    auto at = [](const Rule& rule) {
        auto errors = errors_in(rule);
        return errors.empty() ? "fine" : errors[0].at;
    };
    EXPECT_EQ(at(Rule{}), "");
    EXPECT_EQ(at(cron("61 * * * *")), "cron");
    EXPECT_EQ(at(weekly(Weekday::mon, "7:30")), "at");
    EXPECT_EQ(at(weekly(Weekday::mon, "24:00")), "at");
    auto both = weekly(Weekday::mon);
    both.cron = "0 0 * * *";
    EXPECT_EQ(at(both), "");
    auto none = weekly(Weekday::mon);
    none.days->clear();
    EXPECT_EQ(at(none), "days");
    EXPECT_EQ(at(counted(After::month_end, 0)), "school_days");
    EXPECT_EQ(at(counted(After::month_end, 2)), "fine");
    EXPECT_EQ(Plan::make(weekly(Weekday::mon), "Europe/Londn", nullptr, ClosedDays::run).error().at(0).at, "zone");
}

TEST(Rule, it_is_said_in_words)
{
    EXPECT_EQ(in_words(weekly(Weekday::mon)), "Every Monday at 07:30");
    auto term = weekly(Weekday::thu);
    term.weeks = TeachingWeeks{{5}};
    EXPECT_EQ(in_words(term), "Thursday of week 5 of the term at 07:30");
    EXPECT_EQ(in_words(counted(After::month_end, 2)), "2 school days after the end of the month at 17:00");
    EXPECT_EQ(in_words(counted(After::month_end, -1)), "The last school day of the month at 17:00");
    EXPECT_EQ(in_words(counted(After::week_start, 1)), "The first school day of the week at 17:00");
}

TEST(Cron, what_is_no_pattern_is_explained)
{
    for (auto text : {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8",
                      "5-1 * * * *", "*/0 * * * *", "a * * * *", "1,,2 * * * *", "* * * * 1#6", "-1 * * * *",
                      "1- * * * *", "* * 32W * *", "@often", "1/2/3 * * * *"})
        EXPECT_FALSE(read_cron(text)) << text;
    EXPECT_EQ(read_cron("0 25 * * *").error(), "“25” is no hour; expected 0 to 23");
}

TEST(Cron, letters_for_days_and_months)
{
    auto days = [](const char* text, year_month month) {
        std::string days;
        auto pattern = read_cron(text).value();
        for (unsigned day = 1; day <= 31; ++day)
            if (auto date = month / static_cast<int>(day); date.ok() && pattern.fits(date))
                days += std::to_string(day) + " ";
        return days;
    };
    EXPECT_EQ(days("0 0 L * *", 2026y / November), "30 ");
    EXPECT_EQ(days("0 0 LW * *", 2026y / October), "30 ");
    EXPECT_EQ(days("0 0 1W * *", 2026y / August), "3 ");
    EXPECT_EQ(days("0 0 15W * *", 2026y / November), "16 ");
    EXPECT_EQ(days("0 0 * * 5L", 2026y / November), "27 ");
    EXPECT_EQ(days("0 0 * * mon#2", 2026y / November), "9 ");
    EXPECT_EQ(days("0 0 13 * 5", 2026y / November), "6 13 20 27 ");
    EXPECT_EQ(days("0 0 */13 * 1", 2026y / November), ""); // days 1, 14, 27 that are Mondays
    EXPECT_EQ(days("0 0 ? NOV SUN-TUE", 2026y / November), "1 2 3 8 9 10 15 16 17 22 23 24 29 30 ");
    EXPECT_EQ(days("0 0 * * fri-sun", 2026y / November), "1 6 7 8 13 14 15 20 21 22 27 28 29 ");
}
} // namespace
} // namespace schedules
