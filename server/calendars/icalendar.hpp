#pragma once
// Reads the days of an iCalendar file (RFC 5545): VEVENTs with DTSTART, DTEND or DURATION in whole days, SUMMARY and
// UID; VALUE=DATE or times, of which the day counts. What it does not understand (RRULE, RECURRENCE-ID …) is named by
// its line, never left out in silence. Bounded: a megabyte, 20,000 lines, 2,000 events, 4,000 days.
#include "server/calendars/calendar.hpp"
#include <optional>
#include <string_view>

namespace calendars
{
struct LineProblem {
    std::int64_t line = 0; // of the file, from 1
    std::string text;
};
BOOST_DESCRIBE_STRUCT(LineProblem, (), (line, text))

struct ReadCalendar {
    std::optional<std::string> name; // X-WR-CALNAME
    std::vector<CalendarDay> days;   // by date; all closed until a person says otherwise
    std::vector<LineProblem> problems;
};
BOOST_DESCRIBE_STRUCT(ReadCalendar, (), (name, days, problems))

inline constexpr std::size_t most_calendar_bytes = 1 << 20;
ReadCalendar read_icalendar(std::string_view text);
} // namespace calendars
