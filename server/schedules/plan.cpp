#include "server/schedules/plan.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace schedules
{
namespace
{
using namespace std::chrono;
using calendars::Placed;

constexpr days longest_break{120};      // over which a closed day may be moved, or school days counted
constexpr days longest_search{9 * 366}; // two leap days may lie eight years apart
constexpr days longest_step{366};

sys_days last_of_month(sys_days day)
{
    year_month_day date(day);
    return sys_days(date.year() / date.month() / last);
}
} // namespace

Plan::Plan(Rule rule, calendars::Zone zone, std::shared_ptr<const calendars::SchoolDays> calendar,
           ClosedDays closed_days, std::optional<Cron> cron)
    : rule_(std::move(rule)), zone_(zone), calendar_(std::move(calendar)), closed_days_(closed_days), cron_(cron)
{
    if (cron_) {
        for (std::size_t hour = 0; hour < 24; ++hour)
            for (std::size_t minute = 0; minute < 60; ++minute)
                if (cron_->hours.test(hour) && cron_->minutes.test(minute))
                    clock_.emplace_back(hours(hour) + minutes(minute));
        return;
    }
    clock_.emplace_back(minutes(*read_clock(*rule_.at)));
    for (auto day : rule_.days.value_or(std::vector<calendars::Weekday>{}))
        weekdays_.set((static_cast<std::size_t>(day) + 1) % 7);
}

std::expected<Plan, json::FieldErrors> Plan::make(const Rule& rule, const std::string& zone,
                                                  std::shared_ptr<const calendars::SchoolDays> calendar,
                                                  ClosedDays closed_days)
{
    json::FieldErrors errors;
    for (auto& error : errors_in(rule))
        errors.push_back({error.at.empty() ? "rule" : "rule." + error.at, error.detail});
    auto found = calendars::Zone::find(zone);
    if (!found)
        errors.push_back({"zone", fmt::format("“{}” is no time zone; expected one such as Europe/London.", zone)});
    if (!errors.empty()) return std::unexpected(errors);
    std::optional<Cron> cron;
    if (rule.cron) cron = read_cron(*rule.cron).value();
    return Plan(rule, *found, std::move(calendar), closed_days, cron);
}

// The school day that the rule counts to from a boundary: before the day `boundary` begins. Not behind `until`.
std::optional<sys_days> Plan::counted(sys_days boundary, sys_days until) const
{
    auto left = *rule_.school_days;
    auto day = left > 0 ? boundary : boundary - days(1);
    for (auto seen = days(0); seen <= longest_break && (left < 0 || day <= until);
         ++seen, day += days(left > 0 ? 1 : -1)) {
        if (!calendar_->is_school_day(day)) continue;
        left += left > 0 ? -1 : 1;
        if (left == 0) return day;
    }
    return std::nullopt;
}

bool Plan::fits_after(sys_days day) const
{
    if (!calendar_ || !calendar_->is_school_day(day)) return false;
    auto reaches = [&](sys_days boundary, sys_days until) { return counted(boundary, until) == day; };
    switch (*rule_.after) {
    case After::week_start: {
        auto monday = calendars::monday_of(day);
        if (*rule_.school_days > 0) return reaches(monday, monday + days(6));
        for (auto at = monday + weeks(1); at <= day + longest_break; at += weeks(1))
            if (reaches(at, at)) return true;
        return false;
    }
    case After::month_end: {
        bool forwards = *rule_.school_days > 0;
        auto from = forwards ? day - longest_break : day, to = forwards ? day : day + longest_break;
        for (auto at = last_of_month(from) + days(1); at <= to + days(1); at = last_of_month(at) + days(1))
            if (reaches(at, day)) return true;
        return false;
    }
    case After::term_start:
        return std::ranges::any_of(calendar_->terms(), [&](const auto& term) { return reaches(term.first, day); });
    case After::term_end:
        return std::ranges::any_of(calendar_->terms(),
                                   [&](const auto& term) { return reaches(term.last + days(1), day); });
    }
    return false;
}

bool Plan::fits(sys_days day) const
{
    year_month_day date(day);
    if (cron_) return cron_->fits(date);
    if (rule_.after) return fits_after(day);
    if (*rule_.every == Every::week) {
        if (!weekdays_.test(weekday(day).c_encoding())) return false;
        if (!rule_.weeks) return true;
        return calendar_ &&
               std::ranges::find(rule_.weeks->only, calendar_->teaching_week(day)) != rule_.weeks->only.end();
    }
    auto number = static_cast<std::int64_t>(unsigned(date.day()));
    auto behind = number - static_cast<std::int64_t>(unsigned(year_month_day(last_of_month(day)).day())) - 1;
    return std::ranges::any_of(*rule_.dates, [&](auto wanted) { return wanted == number || wanted == behind; });
}

// A rule that names weekdays means them, also those outside of the school week.
std::optional<std::string> Plan::closed(sys_days day) const
{
    if (!calendar_ || closed_days_ == ClosedDays::run || rule_.after) return std::nullopt;
    bool names_weekdays = cron_ ? cron_->names_weekdays() : rule_.every == Every::week;
    return calendar_->closed(day, !names_weekdays);
}

sys_days Plan::open_day(sys_days from, int step) const
{
    auto day = from + days(step);
    for (auto moved = days(1); moved < longest_break; ++moved, day += days(step))
        if (calendar_->is_school_day(day)) return day;
    return from;
}

void Plan::add_times(sys_days day, Planned planned, Found& found) const
{
    auto add = [&](sys_seconds at, std::string note) {
        auto one = planned;
        one.at = at;
        if (one.note.empty()) one.note = std::move(note);
        auto [place, fresh] = found.planned.emplace(at, one);
        if (!fresh && place->second.left_out) place->second = one; // something happens then all the same
    };
    for (auto clock : clock_) {
        calendars::local_seconds local(day.time_since_epoch() + clock);
        if (local < found.from || local > found.to) continue;
        auto placed = zone_.place(local);
        if (placed.how == Placed::How::once)
            add(placed.at, "");
        else if (cron_ && cron_->every_real_hour) {
            if (placed.how == Placed::How::missing) continue;
            add(placed.at, "");
            add(placed.again, "");
        } else if (placed.how == Placed::How::missing)
            add(placed.at,
                fmt::format("{} does not exist on {}, when the clocks go forward: {} instead",
                            calendars::clock_text(clock), calendars::day_text(day),
                            calendars::local_text(zone_, placed.at).substr(calendars::day_text(day).size() + 2)));
        else
            add(placed.at, fmt::format("{} comes twice on {}, when the clocks go back: the first time",
                                       calendars::clock_text(clock), calendars::day_text(day)));
    }
}

void Plan::add_day(sys_days day, Found& found) const
{
    if (!fits(day)) return;
    Planned planned{{}, false, "", day};
    auto why = closed(day);
    if (!why) return add_times(day, planned, found);
    if (closed_days_ == ClosedDays::skip) {
        planned.left_out = true;
        planned.note = fmt::format("Left out: {} is closed ({})", calendars::day_text(day), *why);
        return add_times(day, planned, found);
    }
    auto to = open_day(day, closed_days_ == ClosedDays::next_open ? 1 : -1);
    planned.left_out = to == day;
    planned.note = planned.left_out
                       ? fmt::format("Left out: no school day near {} ({})", calendars::day_text(day), *why)
                       : fmt::format("Moved from {}, which is closed ({})", calendars::day_text(day), *why);
    add_times(to, planned, found);
}

Plan::Found Plan::window(sys_seconds after, sys_seconds until) const
{
    // Where the clocks change nearby, a time may lie as much as a day from where it seems to: Samoa left one out.
    auto offset = [&](sys_seconds at) { return zone_.to_local(at).time_since_epoch() - at.time_since_epoch(); };
    bool changes = offset(after - days(2)) != offset(until + days(2)) || until - after > days(30);
    auto margin = changes ? hours(26) : hours(0);
    return {zone_.to_local(after) - margin, zone_.to_local(until) + margin, {}};
}

std::vector<Planned> Plan::between(sys_seconds after, sys_seconds until) const
{
    if (until <= after || lacks_calendar()) return {};
    // A day more on both sides: what the clocks jump over comes later than it says.
    auto from = calendars::day_of(zone_, after) - days(1), to = calendars::day_of(zone_, until) + days(1);
    if (calendar_ && closed_days_ == ClosedDays::next_open) from -= longest_break;
    if (calendar_ && closed_days_ == ClosedDays::previous_open) to += longest_break;
    auto found = window(after, until);
    for (auto day = from; day <= to; ++day) add_day(day, found);
    std::vector<Planned> planned;
    for (auto at = found.planned.upper_bound(after); at != found.planned.end() && at->first <= until; ++at)
        planned.push_back(at->second);
    return planned;
}

std::vector<Planned> Plan::next(sys_seconds after, std::size_t count) const
{
    std::vector<Planned> planned;
    std::size_t happen = 0;
    auto end = after + longest_search;
    // Often the first days have them all.
    for (days step{8}; after < end; step = std::min(step * 4, longest_step)) {
        for (auto& one : between(after, after + step)) {
            planned.push_back(std::move(one));
            if (!planned.back().left_out && ++happen == count) return planned;
        }
        after += step;
        if (calendar_ && calendar_->ends() && needs_calendar(rule_, closed_days_) &&
            after > sys_seconds(*calendar_->ends()) + longest_break)
            break;
    }
    return planned;
}

std::optional<sys_seconds> Plan::next(sys_seconds after) const
{
    for (const auto& one : next(after, 1))
        if (!one.left_out) return one.at;
    return std::nullopt;
}
} // namespace schedules
