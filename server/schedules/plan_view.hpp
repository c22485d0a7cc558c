#pragma once
// What happened and what will happen in some days, of all schedules: the week and the month of the screen.
#include "server/schedules/schedule.hpp"

namespace schedules
{
struct PlanDay {
    std::string date;
    std::optional<std::string> closed; // why there is no school, by the school's first calendar
};
BOOST_DESCRIBE_STRUCT(PlanDay, (), (date, closed))

enum class EntryState { planned, waiting, running, done, failed, skipped };
BOOST_DESCRIBE_ENUM(EntryState, planned, waiting, running, done, failed, skipped)

struct PlanEntry {
    std::int64_t schedule_id = 0;
    std::string title;
    ScheduleKind kind = ScheduleKind::pickup;
    std::string date, time; // by the clock of the school: "2026-11-30", "07:30"
    std::string at, local;  // local: by the clock of the schedule
    EntryState state = EntryState::planned;
    std::optional<WhySkipped> why;
    std::optional<std::string> note;
    std::optional<std::int64_t> tick_id;
    std::int64_t uploads = 0;
    std::int64_t more = 0; // of the same schedule on the same day, which are left out of the list
};
BOOST_DESCRIBE_STRUCT(PlanEntry, (),
                      (schedule_id, title, kind, date, time, at, local, state, why, note, tick_id, uploads, more))

struct PlanView {
    std::string zone;
    std::vector<PlanDay> days;
    std::vector<PlanEntry> entries; // in time
};
BOOST_DESCRIBE_STRUCT(PlanView, (), (zone, days, entries))

PlanView plan_view(db::Session& db, std::chrono::sys_days from, std::chrono::sys_days to);
} // namespace schedules
