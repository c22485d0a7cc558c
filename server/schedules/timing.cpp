#include "server/schedules/timing.hpp"
#include "base/clock.hpp"
#include "server/calendars/calendar_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace schedules
{
std::expected<Plan, json::FieldErrors> plan_of(db::Session& db, const Timing& timing)
{
    std::shared_ptr<const calendars::SchoolDays> days;
    if (timing.calendar_id) {
        auto calendar = calendars::find(db, *timing.calendar_id);
        if (!calendar) return std::unexpected(json::FieldErrors{{"calendar_id", "There is no such calendar."}});
        days = std::make_shared<const calendars::SchoolDays>(*calendar);
    }
    return Plan::make(timing.rule, timing.zone, std::move(days), timing.closed_days);
}

std::string words_of(const Timing& timing)
{
    auto zone = calendars::Zone::find(timing.zone);
    return in_words(timing.rule) + ", " + (zone ? zone->place() : timing.zone);
}

Occurrence shown(const Plan& plan, const Planned& planned)
{
    return {utc_text(planned.at), calendars::local_text(plan.zone(), planned.at), planned.left_out,
            planned.note.empty() ? std::nullopt : std::optional(planned.note)};
}

RulePreview preview(const Timing& timing, const Plan& plan, sys_seconds now, std::size_t count)
{
    RulePreview made;
    made.words = words_of(timing);
    if (plan.lacks_calendar()) {
        made.state = TimingState::needs_calendar;
        made.message = "This needs a calendar that says which days are school days. Choose one.";
        return made;
    }
    for (const auto& planned : plan.next(now, count)) made.times.push_back(shown(plan, planned));
    if (std::ranges::any_of(made.times, [](const auto& one) { return !one.skipped; })) return made;
    made.state = TimingState::never;
    auto ends = plan.calendar() ? plan.calendar()->ends() : std::nullopt;
    made.message =
        ends ? fmt::format("There is no such time before the calendar ends, on {}. Add the terms that follow.",
                           calendars::day_text(*ends))
             : "There is no such day within the next nine years. Look at the rule again.";
    return made;
}

sys_seconds seconds_of(const std::string& instant)
{
    return std::chrono::floor<std::chrono::seconds>(parse_utc(instant));
}

sys_seconds now(db::Session& db) { return seconds_of(db.now()); }
} // namespace schedules
