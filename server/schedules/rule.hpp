#pragma once
// When something is due: a pattern of cron, weekdays, days of the month, or school days counted from a point in time.
#include "base/json.hpp"
#include "server/calendars/calendar.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace schedules
{
enum class Every { week, month };
BOOST_DESCRIBE_ENUM(Every, week, month)

// The point between two days from which school days are counted: between the last day of a month or term and the next,
// between the day before a term or a week (Monday) and its first.
enum class After { month_end, term_start, term_end, week_start };
BOOST_DESCRIBE_ENUM(After, month_end, term_start, term_end, week_start)

struct TeachingWeeks {
    std::vector<std::int64_t> only; // numbers of the weeks of a term in which there is school, from 1
};
BOOST_DESCRIBE_STRUCT(TeachingWeeks, (), (only))

// One of cron, every, after.
struct Rule {
    std::optional<std::string> cron{};
    std::optional<Every> every{};
    std::optional<std::vector<calendars::Weekday>> days{}; // every week
    std::optional<TeachingWeeks> weeks{};                  // every week: in these only
    std::optional<std::vector<std::int64_t>> dates{};      // every month: 1 … 31; -1 the last day, -2 the one before it
    std::optional<After> after{};
    std::optional<std::int64_t> school_days{}; // after: the n-th school day behind that point; negative: before it
    std::optional<std::string> at{};           // "07:30"; every, after
};
BOOST_DESCRIBE_STRUCT(Rule, (), (cron, every, days, weeks, dates, after, school_days, at))

// What a rule does on a day without school.
enum class ClosedDays { run, skip, next_open, previous_open };
BOOST_DESCRIBE_ENUM(ClosedDays, run, skip, next_open, previous_open)

json::FieldErrors errors_in(const Rule& rule);
bool needs_calendar(const Rule& rule, ClosedDays closed_days);
std::string in_words(const Rule& rule); // "Every Monday and Thursday at 07:30"; the rule has no errors
// "07:30" in minutes since midnight.
std::optional<int> read_clock(const std::string& text);
} // namespace schedules
