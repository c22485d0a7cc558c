#include "server/calendars/icalendar.hpp"
#include <gmock/gmock.h>
#include <random>

namespace calendars
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string calendar(const std::string& inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:North School\r\n" + inside + "END:VCALENDAR\r\n";
}
std::string event(const std::string& lines) { return "BEGIN:VEVENT\r\nUID:1\r\n" + lines + "END:VEVENT\r\n"; }

std::vector<std::string> days(const std::string& text)
{
    std::vector<std::string> days;
    for (const auto& day : read_icalendar(text).days) days.push_back(day.date + " " + day.label);
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
    EXPECT_EQ(read_icalendar(calendar("")).name, "North School");
}

TEST(ICalendar, what_is_not_understood_is_named_by_its_line)
{
    auto read = read_icalendar(calendar(event("DTSTART:20261225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\n")));
    ASSERT_EQ(read.problems.size(), 1U);
    EXPECT_EQ(read.problems[0].line, 4);
    EXPECT_THAT(read.problems[0].text, HasSubstr("repeats (RRULE)"));
    EXPECT_EQ(read.days.size(), 1U);

    EXPECT_THAT(read_icalendar("hello").problems, testing::SizeIs(2));
    EXPECT_EQ(read_icalendar(calendar(event("SUMMARY:No day\r\n"))).problems.size(), 1U);
    EXPECT_EQ(read_icalendar(calendar(event("DTSTART:20261301\r\nSUMMARY:No month\r\n"))).problems.size(), 2U);
    EXPECT_EQ(read_icalendar(calendar(event("DTSTART:20260101\r\nDTEND:20290101\r\nSUMMARY:Long\r\n"))).problems.size(),
              1U);
    EXPECT_EQ(read_icalendar("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n").problems.size(), 1U);
}

TEST(ICalendar, cancelled_events_are_no_days)
{
    EXPECT_THAT(days(calendar(event("DTSTART:20261225\r\nSTATUS:CANCELLED\r\nSUMMARY:No\r\n"))), IsEmpty());
}

TEST(ICalendar, a_flood_is_bounded_and_said)
{
    std::string many;
    for (int i = 0; i < 3000; ++i) many += event("DTSTART:20260101\r\nDURATION:P300D\r\nSUMMARY:Day\r\n");
    auto read = read_icalendar(calendar(many));
    EXPECT_LE(read.days.size(), 4000U);
    EXPECT_FALSE(read.problems.empty());
    EXPECT_FALSE(read_icalendar(std::string(3 << 20, 'x')).problems.empty());
    EXPECT_FALSE(read_icalendar(std::string(1 << 20, '\n')).problems.empty());
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
        auto read = read_icalendar(broken);
        EXPECT_LE(read.days.size(), 400U);
    }
}
} // namespace
} // namespace calendars
