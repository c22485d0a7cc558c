#include "engine/read/icalendar/icalendar.hpp"
#include <gmock/gmock.h>
#include <random>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono;

ICalendar read_on_a_monday(std::string_view text) { return read_icalendar(text, 2026y / November / 30); }

std::string calendar(const std::string& inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:North School\r\n" + inside + "END:VCALENDAR\r\n";
}
std::string event(const std::string& lines) { return "BEGIN:VEVENT\r\nUID:1\r\n" + lines + "END:VEVENT\r\n"; }

std::vector<std::string> days(const std::string& text)
{
    std::vector<std::string> days;
    for (const auto& day : read_on_a_monday(text).days) days.push_back(day.date + " " + day.label);
    return days;
}

TEST(ICalendar, whole_days_end_before_their_end)
{
    auto half_term = event("DTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261028\r\nSUMMARY:Half term\r\n");
    EXPECT_THAT(days(calendar(half_term)), ElementsAre("2026-10-26 Half term", "2026-10-27 Half term"));
    EXPECT_THAT(days(calendar(event("DTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas Day\r\n"))),
                ElementsAre("2026-12-25 Christmas Day"));
    EXPECT_THAT(days(calendar(event("DTSTART:20261225\r\nDURATION:P2D\r\nSUMMARY:Two days\r\n"))),
                ElementsAre("2026-12-25 Two days", "2026-12-26 Two days"));
}

TEST(ICalendar, times_count_as_the_days_that_they_touch)
{
    EXPECT_THAT(days(calendar(event("DTSTART:20261130T090000Z\r\nDTEND:20261201T120000Z\r\nSUMMARY:Training\r\n"))),
                ElementsAre("2026-11-30 Training", "2026-12-01 Training"));
    EXPECT_THAT(days(calendar(event("DTSTART;TZID=\"Europe/London\":20261130T000000\r\nDTEND;TZID=\"Europe/"
                                    "London\":20261201T000000\r\nSUMMARY:One day\r\n"))),
                ElementsAre("2026-11-30 One day"));
}

TEST(ICalendar, folded_lines_and_escapes_are_read)
{
    EXPECT_THAT(days(calendar(event("DTSTART:20261130\r\nSUMMARY:Staff\\, and\r\n  parents\\; day\\nfor all\r\n"))),
                ElementsAre("2026-11-30 Staff, and parents; day for all"));
    EXPECT_EQ(read_on_a_monday(calendar("")).name, "North School");
}

TEST(ICalendar, what_is_not_understood_is_named_by_its_line)
{
    for (std::string rule : {"FREQ=YEARLY;BYWEEKNO=20", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "FREQ=WEEKLY;BYDAY=2MO",
                             "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "BYMONTH=1", "FREQ=YEARLY;UNTIL=soon", "",
                             "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;COUNT=-1"}) {
        auto read = read_on_a_monday(calendar(event("DTSTART:20261225\r\nRRULE:" + rule + "\r\nSUMMARY:Fair\r\n")));
        ASSERT_EQ(read.problems.size(), 1U) << rule;
        EXPECT_EQ(read.problems[0].line, 4);
        EXPECT_THAT(read.problems[0].text, HasSubstr("repeats in a way that is not read"));
        EXPECT_EQ(read.days.size(), 1U);
    }

    EXPECT_THAT(read_on_a_monday("hello").problems, testing::SizeIs(2));
    EXPECT_EQ(read_on_a_monday(calendar(event("SUMMARY:No day\r\n"))).problems.size(), 1U);
    EXPECT_EQ(read_on_a_monday(calendar(event("DTSTART:20261301\r\nSUMMARY:No month\r\n"))).problems.size(), 2U);
    EXPECT_EQ(
        read_on_a_monday(calendar(event("DTSTART:20260101\r\nDTEND:20290101\r\nSUMMARY:Long\r\n"))).problems.size(),
        1U);
    EXPECT_EQ(read_on_a_monday("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n").problems.size(), 1U);
}

std::vector<std::string> repeated(const std::string& first, const std::string& rule, const std::string& more = "")
{
    std::vector<std::string> dates;
    auto read =
        read_on_a_monday(calendar(event("DTSTART:" + first + "\r\nRRULE:" + rule + "\r\n" + more + "SUMMARY:x\r\n")));
    for (const auto& day : read.days) dates.push_back(day.date);
    for (const auto& problem : read.problems) dates.push_back(problem.text);
    return dates;
}

// The examples are those of RFC 5545, 3.8.5.3, in other years.
TEST(ICalendar, events_repeat_by_their_rule)
{
    EXPECT_THAT(repeated("20261225", "FREQ=YEARLY;COUNT=3"), ElementsAre("2026-12-25", "2027-12-25", "2028-12-25"));
    EXPECT_THAT(repeated("20240229", "FREQ=YEARLY;UNTIL=20290101"), ElementsAre("2024-02-29", "2028-02-29"));
    EXPECT_THAT(repeated("20260525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3"),
                ElementsAre("2026-05-25", "2027-05-31", "2028-05-29"));
    EXPECT_THAT(repeated("20261126", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20281201"),
                ElementsAre("2026-11-26", "2027-11-25", "2028-11-23"));
    EXPECT_THAT(repeated("20260518", "FREQ=YEARLY;BYDAY=20MO;COUNT=3"),
                ElementsAre("2026-05-18", "2027-05-17", "2028-05-15"));
    EXPECT_THAT(repeated("20260131", "FREQ=MONTHLY;COUNT=3"), ElementsAre("2026-01-31", "2026-03-31", "2026-05-31"));
    EXPECT_THAT(repeated("20260130", "FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=3"),
                ElementsAre("2026-01-30", "2026-02-27", "2026-03-30"));
    EXPECT_THAT(repeated("20260213", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3"),
                ElementsAre("2026-02-13", "2026-03-13", "2026-11-13"));
    EXPECT_THAT(repeated("20260904", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=4"),
                ElementsAre("2026-09-04", "2026-09-14", "2026-09-18", "2026-09-28"));
    EXPECT_THAT(repeated("20261201", "FREQ=DAILY;INTERVAL=3;UNTIL=20261207T235959Z"),
                ElementsAre("2026-12-01", "2026-12-04", "2026-12-07"));
}

TEST(ICalendar, the_week_begins_where_the_rule_says)
{
    EXPECT_THAT(repeated("20260804", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"),
                ElementsAre("2026-08-04", "2026-08-09", "2026-08-18", "2026-08-23"));
    EXPECT_THAT(repeated("20260804", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"),
                ElementsAre("2026-08-04", "2026-08-16", "2026-08-18", "2026-08-30"));
}

TEST(ICalendar, days_are_left_out_added_and_moved)
{
    EXPECT_THAT(repeated("20261207", "FREQ=WEEKLY;COUNT=4", "EXDATE:20261214,20261221\r\nRDATE:20261230\r\n"),
                ElementsAre("2026-12-07", "2026-12-28", "2026-12-30"));
    EXPECT_THAT(repeated("20261207", "FREQ=WEEKLY;COUNT=2", "EXDATE:20261208\r\n"),
                ElementsAre("2026-12-07", "2026-12-14", HasSubstr("2026-12-08 is to be left out")));
    auto weekly = event("DTSTART:20261207\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Fair\r\n");
    auto moved = event("RECURRENCE-ID:20261214\r\nDTSTART:20261215\r\nSUMMARY:Fair, a day later\r\n");
    EXPECT_THAT(days(calendar(moved + weekly)),
                ElementsAre("2026-12-07 Fair", "2026-12-15 Fair, a day later", "2026-12-21 Fair"));
    auto cancelled = event("RECURRENCE-ID:20261214\r\nDTSTART:20261214\r\nSTATUS:CANCELLED\r\nSUMMARY:Fair\r\n");
    EXPECT_THAT(days(calendar(weekly + cancelled)), ElementsAre("2026-12-07 Fair", "2026-12-21 Fair"));
}

TEST(ICalendar, what_goes_on_is_read_for_the_years_that_are_planned)
{
    EXPECT_THAT(repeated("19991225", "FREQ=YEARLY"),
                ElementsAre("2024-12-25", "2025-12-25", "2026-12-25", "2027-12-25", "2028-12-25", "2029-12-25",
                            "“x” goes on: its days from 2024-01-01 to 2029-12-31 were taken."));
    EXPECT_THAT(repeated("20281225", "FREQ=YEARLY;UNTIL=20991231"),
                ElementsAre("2028-12-25", "2029-12-25", HasSubstr("from 2028-12-25 to 2029-12-31")));
}

TEST(ICalendar, cancelled_events_are_no_days)
{
    EXPECT_THAT(days(calendar(event("DTSTART:20261225\r\nSTATUS:CANCELLED\r\nSUMMARY:No\r\n"))), IsEmpty());
}

TEST(ICalendar, a_flood_is_bounded_and_said)
{
    std::string many;
    for (int i = 0; i < 3000; ++i) many += event("DTSTART:20260101\r\nDURATION:P300D\r\nSUMMARY:Day\r\n");
    auto read = read_on_a_monday(calendar(many));
    EXPECT_LE(read.days.size(), 4000U);
    EXPECT_FALSE(read.problems.empty());
    EXPECT_FALSE(read_on_a_monday(std::string(3 << 20, 'x')).problems.empty());
    EXPECT_FALSE(read_on_a_monday(std::string(1 << 20, '\n')).problems.empty());
}

TEST(ICalendar, broken_files_end_in_days_or_problems)
{
    std::mt19937 random(7);
    auto whole = calendar(event("DTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261028\r\nSUMMARY:Half\\, term\r\n "
                                "folded\r\nDURATION:P2D\r\n"));
    for (int round = 0; round < 20000; ++round) {
        auto broken = whole;
        for (int i = 0; i < 4; ++i) broken[random() % broken.size()] = static_cast<char>(random());
        broken.resize(random() % (broken.size() + 1));
        auto read = read_on_a_monday(broken);
        EXPECT_LE(read.days.size(), 400U);
    }
}
} // namespace
} // namespace engine
