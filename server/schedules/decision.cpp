#include "server/schedules/decision.hpp"
#include "base/clock.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <ranges>

namespace schedules
{
namespace
{
constexpr std::chrono::minutes on_time{5};
constexpr std::size_t most = 1000;

Decision decide(const Planned& planned, std::optional<sys_seconds> paused_until,
                const std::vector<std::string>& taken_out)
{
    if (planned.left_out) return {planned.at, WhySkipped::closed_day, planned.note};
    if (std::ranges::find(taken_out, utc_text(planned.at)) != taken_out.end())
        return {planned.at, WhySkipped::skipped_by, "Taken out by hand"};
    if (paused_until && planned.at <= *paused_until) return {planned.at, WhySkipped::paused, "The schedule was paused"};
    return {planned.at, std::nullopt, planned.note};
}

void miss(Decision& decision, const char* words)
{
    decision.why = WhySkipped::missed;
    decision.words = words;
}

void catch_up(const ScheduleInput& schedule, std::vector<Decision>& all, sys_seconds now)
{
    bool newest = true; // of those that are to be done
    for (auto& decision : all | std::views::reverse) {
        if (decision.why) continue;
        bool late = now - decision.at > on_time;
        if (late && schedule.catchup == Catchup::none)
            miss(decision, "BatchOps was not running at this time, and this schedule does not catch up");
        else if (late && now - decision.at > std::chrono::minutes(schedule.catchup_window_min))
            miss(decision, "BatchOps was not running at this time, and it is too long ago to catch up");
        else if (late && schedule.catchup == Catchup::latest && !newest)
            miss(decision, "BatchOps was not running at this time; a later time is done instead");
        if (!decision.why) newest = false;
    }
}
} // namespace

std::vector<Decision> decisions(const ScheduleInput& schedule, const std::vector<Planned>& passed, sys_seconds now,
                                std::optional<sys_seconds> paused_until, const std::vector<std::string>& taken_out)
{
    std::vector<Decision> all;
    auto from = passed.size() > most ? passed.size() - most : 0;
    for (auto i = from; i < passed.size(); ++i) all.push_back(decide(passed[i], paused_until, taken_out));
    catch_up(schedule, all, now);
    if (from > 0)
        all.insert(all.begin(), {passed.front().at, WhySkipped::missed,
                                 fmt::format("This time and {} after it were missed", from - 1)});
    return all;
}
} // namespace schedules
