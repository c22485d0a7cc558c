#pragma once
// Reads the days of an iCalendar file (RFC 5545): VEVENTs with DTSTART, DTEND or DURATION in whole days, SUMMARY, UID,
// STATUS and what makes them repeat (recurrence.hpp), with the days that are moved or left out (RECURRENCE-ID, EXDATE)
// or added (RDATE). VALUE=DATE or times, of which the day counts as it is written. What it does not understand is named
// by its line, never left out in silence. Bounded: a megabyte, 20,000 lines, 2,000 events, 4,000 days.
#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct NamedDay {
    std::string date; // 2026-12-25
    std::string label;
};
BOOST_DESCRIBE_STRUCT(NamedDay, (), (date, label))

struct LineProblem {
    std::int64_t line = 0; // of the file, from 1
    std::string text;
};
BOOST_DESCRIBE_STRUCT(LineProblem, (), (line, text))

struct ICalendar {
    std::optional<std::string> name; // X-WR-CALNAME
    std::vector<NamedDay> days;      // by date, each once
    std::vector<LineProblem> problems;
};
BOOST_DESCRIBE_STRUCT(ICalendar, (), (name, days, problems))

inline constexpr std::size_t icalendar_bytes = 1 << 20;
// What repeats without an end is read from the year before last until the end of the third year after `today`.
ICalendar read_icalendar(std::string_view text, std::chrono::sys_days today);
} // namespace engine
