#pragma once
// The times of schedules: decided once each, whoever decides, and then done by whoever takes them.
#include "server/db/page.hpp"
#include "server/schedules/schedule.hpp"

namespace schedules
{
// When the scheduler looks at it again: the next time, also one that is left out, for that is written down as well.
std::optional<std::string> next_look(const Plan& plan, sys_seconds after);

// Those whose next time has come, the earliest first.
std::vector<std::int64_t> due(db::Session& db, std::int64_t most);
// Decides every time since the last one up to now: each becomes a row, to be done or skipped with its reason. Of
// several deciders at once one does. What it cannot plan is looked at again in an hour.
void decide(db::Session& db, std::int64_t schedule_id);

Result<Tick> run_now(db::Session& db, const ScheduleRow& row, std::int64_t by);

// A pick-up may last for minutes; what is told never does.
enum class Work { pick_up, tell };

// A tick that this process is to do now.
struct Claim {
    Tick tick;
    std::string token;
};
inline constexpr std::chrono::seconds lease{60};
// The earliest that waits, where neither its schedule nor another of the same source is at work.
std::optional<Claim> claim(db::Session& db, Work work);
// False where it is another's by now, or is to be given up.
bool renew(db::Session& db, const Claim& claim);
// False where it is another's by now: then nothing of the caller's transaction may be committed.
bool finish(db::Session& db, const Claim& claim, TickState state, const std::string& words, std::int64_t uploads,
            std::optional<WhySkipped> why = {});
// Given back as it is, for another to do.
void release(db::Session& db, const Claim& claim);
// Of a process that is gone, where there is only one.
void take_up(db::Session& db);

std::optional<Tick> last_tick(db::Session& db, const ScheduleRow& row);
Result<db::Page<Tick>> list_ticks(db::Session& db, const ScheduleRow& row, const db::PageQuery& wanted);
std::vector<Tick> ticks_between(db::Session& db, const ScheduleRow& row, const std::string& from,
                                const std::string& to);
} // namespace schedules
