#pragma once
// What is to be done with the times that have passed since the scheduler last looked: a pure function.
#include "server/schedules/schedule.hpp"

namespace schedules
{
struct Decision {
    sys_seconds at;
    std::optional<WhySkipped> why; // none: it is to be done
    std::string words;
};

// `passed` as Plan::between gives it. A time is late when more than five minutes have gone by, as after a pause of all
// schedulers; then the schedule's way to catch up holds. `taken_out`: instants that people have skipped. Of more than a
// thousand times, the oldest become one row.
std::vector<Decision> decisions(const ScheduleInput& schedule, const std::vector<Planned>& passed, sys_seconds now,
                                std::optional<sys_seconds> paused_until, const std::vector<std::string>& taken_out);
} // namespace schedules
