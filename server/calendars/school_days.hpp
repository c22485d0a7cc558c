#pragma once
// A calendar, made ready to be asked about days.
#include "server/calendars/calendar.hpp"
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace calendars
{
struct TermSpan {
    std::string name;
    std::chrono::sys_days first, last;
};

class SchoolDays
{
public:
    // Days and terms that do not read as such are left out; errors_in finds them.
    explicit SchoolDays(const CalendarInput& calendar);

    bool is_school_day(std::chrono::sys_days day) const { return !closed(day, true); }
    // Why there is no school: “Christmas Day”, “Between terms”; nothing where there is. `by_weekday`: also for days
    // outside of the school week.
    std::optional<std::string> closed(std::chrono::sys_days day, bool by_weekday) const;
    // The number of its week among those of its term in which there is school, from 1; 0 where there is no such week.
    int teaching_week(std::chrono::sys_days day) const;
    const std::vector<TermSpan>& terms() const { return terms_; } // in time
    std::optional<std::chrono::sys_days> ends() const;            // the last day of the last term

private:
    std::array<bool, 7> week_{}; // by std::chrono's weekday encoding
    std::vector<TermSpan> terms_;
    std::map<std::chrono::sys_days, const std::string> closed_, open_;
    std::map<std::chrono::sys_days, int> teaching_; // by their Mondays
};

std::chrono::sys_days monday_of(std::chrono::sys_days day);
} // namespace calendars
