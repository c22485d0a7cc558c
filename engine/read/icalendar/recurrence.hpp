#pragma once
// The rule by which an event repeats (RRULE, RFC 5545, 3.3.10), in whole days: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY
// with INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY and BYDAY (“the last Monday”: BYDAY=-1MO).
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::icalendar
{
using std::chrono::sys_days;

// 20261225, also with a time behind it: the day as it is written. Nothing where it is no day.
std::optional<sys_days> read_day(std::string_view value);

struct Recurrence {
    enum class Every { day, week, month, year };
    struct OnWeekday {
        std::chrono::weekday weekday;
        int nth = 0; // of the month or year, from its end where negative; 0: each
    };

    // Nothing where the rule says something else than the above.
    static std::optional<Recurrence> read(std::string_view rule);

    bool ends() const { return count || until; }
    // The first days of the event's occurrences, from `first` to `last`, both included. `first` always is one.
    std::vector<sys_days> days(sys_days first, sys_days last) const;

    Every every = Every::day;
    int interval = 1;
    std::optional<int> count;
    std::optional<sys_days> until; // the last day that may be one
    std::chrono::weekday week_start = std::chrono::Monday;
    std::vector<unsigned> months;
    std::vector<int> month_days; // from the month's end where negative
    std::vector<OnWeekday> weekdays;
};
} // namespace engine::icalendar
