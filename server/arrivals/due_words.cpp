#include "server/arrivals/due_words.hpp"
#include "server/feeds/period.hpp"
#include <fmt/format.h>

namespace arrivals
{
namespace
{
using schedules::sys_seconds;

// "today 17:00", "Thu 3 Dec 2026, 17:00"
std::string when(const calendars::Zone& zone, sys_seconds at, sys_seconds now)
{
    auto text = calendars::local_text(zone, at);
    auto clock = text.substr(text.rfind(' ') + 1);
    auto day = calendars::day_of(zone, at), today = calendars::day_of(zone, now);
    if (day == today) return "today " + clock;
    if (day == today + std::chrono::days(1)) return "tomorrow " + clock;
    if (day == today - std::chrono::days(1)) return "yesterday " + clock;
    return text;
}

std::string state_words(const DueFile& file, const calendars::Zone& zone, sys_seconds now)
{
    auto due = schedules::seconds_of(file.due_at), alarm = schedules::seconds_of(file.alarm_after_at);
    switch (file.state) {
    case DueState::open:
        if (now < due) return "Due " + when(zone, due, now);
        return fmt::format("Due since {}, late from {}", when(zone, due, now), when(zone, alarm, now));
    case DueState::late:
        return "Late since " + when(zone, alarm, now);
    case DueState::met:
        if (!file.met_at) return "Here";
        return (file.recovered ? "Came late, " : "Here since ") + when(zone, schedules::seconds_of(*file.met_at), now);
    case DueState::excused:
        return "Excused: " + file.excuse.value_or("");
    }
    return {};
}
} // namespace

void put_in_words(DueFile& file, sys_seconds now)
{
    auto zone = calendars::Zone::find(file.zone).value_or(calendars::Zone::of_machine());
    file.due_local = calendars::local_text(zone, schedules::seconds_of(file.due_at));
    file.alarm_local = calendars::local_text(zone, schedules::seconds_of(file.alarm_after_at));
    auto day = calendars::read_day(file.period);
    file.period_label = day ? calendars::day_text(*day) : feeds::period_label(file.period);
    file.words = state_words(file, zone, now);
}
} // namespace arrivals
