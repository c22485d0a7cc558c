#pragma once
// The one place that says when something happens: the scheduler, the next five times, the calendar view and due files
// all ask it. docs/schedules.md has the rules for days that differ (closed days, daylight saving).
#include "server/calendars/school_days.hpp"
#include "server/calendars/zone.hpp"
#include "server/schedules/cron.hpp"
#include "server/schedules/rule.hpp"
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace schedules
{
using calendars::sys_seconds;

struct Planned {
    sys_seconds at;
    bool left_out = false;       // the day is closed, and the rule leaves such days out
    std::string note;            // what differs from the rule, in words; empty: nothing
    std::chrono::sys_days meant; // the day that the rule names, where `at` was moved from it
};

class Plan
{
public:
    // Finds the zone and reads the rule. `calendar` may be null.
    static std::expected<Plan, json::FieldErrors> make(const Rule& rule, const std::string& zone,
                                                       std::shared_ptr<const calendars::SchoolDays> calendar,
                                                       ClosedDays closed_days);

    // Everything behind `after` up to `until`, in time, each instant once; also what is left out.
    std::vector<Planned> between(sys_seconds after, sys_seconds until) const;
    // The next `count` that happen, and what is left out before the last of them. At most nine years are searched, for
    // 29 February.
    std::vector<Planned> next(sys_seconds after, std::size_t count) const;
    std::optional<sys_seconds> next(sys_seconds after) const;

    bool lacks_calendar() const { return !calendar_ && needs_calendar(rule_, closed_days_); }
    const calendars::Zone& zone() const { return zone_; }
    const calendars::SchoolDays* calendar() const { return calendar_.get(); }

private:
    // What was found in a window of time; on the clock of the zone nothing outside of `from` and `to` lies in it.
    struct Found {
        calendars::local_seconds from, to;
        std::map<sys_seconds, Planned> planned;
    };
    Found window(sys_seconds after, sys_seconds until) const;
    Plan(Rule rule, calendars::Zone zone, std::shared_ptr<const calendars::SchoolDays> calendar, ClosedDays closed_days,
         std::optional<Cron> cron);

    bool fits(std::chrono::sys_days day) const;
    bool fits_after(std::chrono::sys_days day) const;
    std::optional<std::chrono::sys_days> counted(std::chrono::sys_days boundary, std::chrono::sys_days until) const;
    std::optional<std::string> closed(std::chrono::sys_days day) const;
    std::chrono::sys_days open_day(std::chrono::sys_days from, int step) const;
    void add_day(std::chrono::sys_days day, Found& found) const;
    void add_times(std::chrono::sys_days day, Planned planned, Found& found) const;

    Rule rule_;
    calendars::Zone zone_;
    std::shared_ptr<const calendars::SchoolDays> calendar_;
    ClosedDays closed_days_;
    std::optional<Cron> cron_;
    std::vector<std::chrono::seconds> clock_; // times of a day
    std::bitset<7> weekdays_;                 // of a weekly rule
};
} // namespace schedules
