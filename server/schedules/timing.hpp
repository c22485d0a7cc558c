#pragma once
// A rule with what it needs to become times, as schedules and expected files have it.
#include "server/db/session.hpp"
#include "server/schedules/plan.hpp"

namespace schedules
{
struct Timing {
    Rule rule;
    std::string zone;
    std::optional<std::int64_t> calendar_id;
    ClosedDays closed_days = ClosedDays::run;
};
BOOST_DESCRIBE_STRUCT(Timing, (), (rule, zone, calendar_id, closed_days))

// A time as people see it, in the zone of its rule.
struct Occurrence {
    std::string at;
    std::string local; // "Mon 30 Nov 2026, 07:30"
    bool skipped = false;
    std::optional<std::string> note; // what differs from the rule, in words
};
BOOST_DESCRIBE_STRUCT(Occurrence, (), (at, local, skipped, note))

enum class TimingState { ok, needs_calendar, never };
BOOST_DESCRIBE_ENUM(TimingState, ok, needs_calendar, never)

// What the editor shows beside a rule.
struct RulePreview {
    TimingState state = TimingState::ok;
    std::string words;
    std::optional<std::string> message; // where the state is not ok, or the calendar ends soon
    std::vector<Occurrence> times;
};
BOOST_DESCRIBE_STRUCT(RulePreview, (), (state, words, message, times))

// Finds the calendar; errors are those of the rule, the zone and the calendar, at their members.
std::expected<Plan, json::FieldErrors> plan_of(db::Session& db, const Timing& timing);

std::string words_of(const Timing& timing); // "Every Monday at 07:30, London"
Occurrence shown(const Plan& plan, const Planned& planned);
RulePreview preview(const Timing& timing, const Plan& plan, sys_seconds now, std::size_t count);

// The clock of the database, in whole seconds; and rows' instants.
sys_seconds now(db::Session& db);
sys_seconds seconds_of(const std::string& instant);
} // namespace schedules
