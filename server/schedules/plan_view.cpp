#include "server/schedules/plan_view.hpp"
#include "base/clock.hpp"
#include "server/calendars/calendar_store.hpp"
#include "server/departments/zone_store.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/schedules/tick_store.hpp"
#include <algorithm>

namespace schedules
{
namespace
{
using namespace std::chrono;
constexpr std::int64_t shown_a_day = 4; // of one schedule

class Collector
{
public:
    Collector(PlanView& view, const calendars::Zone& zone) : view_(view), zone_(zone) {}

    // The rest of a day becomes a number at the last one that is shown.
    void add(const ScheduleRow& row, sys_seconds at, PlanEntry entry)
    {
        auto local = zone_.to_local(at);
        auto day = floor<days>(local);
        entry.date = calendars::iso_day(sys_days(day.time_since_epoch()));
        entry.time = calendars::clock_text(local - day);
        entry.at = utc_text(at);
        auto& shown = shown_[{row.id, entry.date}];
        if (shown.size() == shown_a_day) {
            ++view_.entries[shown.back()].more;
            return;
        }
        shown.push_back(view_.entries.size());
        view_.entries.push_back(std::move(entry));
    }

private:
    PlanView& view_;
    const calendars::Zone& zone_;
    std::map<std::pair<std::int64_t, std::string>, std::vector<std::size_t>> shown_;
};

EntryState state_of(TickState state) { return json::enum_value<EntryState>(json::enum_text(state)).value(); }

PlanEntry entry_of(const ScheduleRow& row)
{
    PlanEntry entry;
    entry.schedule_id = row.id;
    entry.title = row.title;
    entry.kind = row.kind;
    return entry;
}

void add_past(db::Session& db, const ScheduleRow& row, sys_seconds from, sys_seconds to, Collector& collector)
{
    for (const auto& tick : ticks_between(db, row, utc_text(from), utc_text(to))) {
        auto entry = entry_of(row);
        entry.local = tick.local;
        entry.state = state_of(tick.state);
        entry.why = tick.why;
        if (!tick.words.empty()) entry.note = tick.words;
        entry.tick_id = tick.id;
        entry.uploads = tick.uploads;
        collector.add(row, seconds_of(tick.at), std::move(entry));
    }
}

void add_coming(db::Session& db, const ScheduleRow& row, sys_seconds from, sys_seconds to, Collector& collector)
{
    auto plan = plan_of(db, row);
    if (!row.enabled || !plan) return;
    auto skips = skips_of(db, row.id);
    for (const auto& planned :
         plan->between(std::max(from - seconds(1), seconds_of(row.last_tick_at)), to - seconds(1))) {
        auto entry = entry_of(row);
        auto time = shown(*plan, planned);
        entry.local = time.local;
        entry.note = time.note;
        if (planned.left_out) {
            entry.state = EntryState::skipped;
            entry.why = WhySkipped::closed_day;
        } else if (row.paused_until && time.at <= *row.paused_until) {
            entry.state = EntryState::skipped;
            entry.why = WhySkipped::paused;
            entry.note = "The schedule is paused";
        } else if (auto skip = std::ranges::find(skips, time.at, &Skip::tick_at); skip != skips.end()) {
            entry.state = EntryState::skipped;
            entry.why = WhySkipped::skipped_by;
            entry.note = "Skipped by " + skip->by_name.value_or("somebody who has left");
        }
        collector.add(row, planned.at, std::move(entry));
    }
}
} // namespace

PlanView plan_view(db::Session& db, sys_days from, sys_days to)
{
    PlanView view;
    auto zone = departments::school_zone(db);
    view.zone = zone.name();
    std::optional<calendars::SchoolDays> school_days;
    auto calendars_here = calendars::all(db);
    auto first = std::ranges::min_element(calendars_here, {}, &calendars::Calendar::id);
    if (first != calendars_here.end()) school_days.emplace(*first);
    for (auto day = from; day <= to; day += days(1))
        view.days.push_back({calendars::iso_day(day), school_days ? school_days->closed(day, false) : std::nullopt});
    auto begin = zone.place(calendars::local_seconds(from.time_since_epoch())).at;
    auto end = zone.place(calendars::local_seconds((to + days(1)).time_since_epoch())).at;
    Collector collector(view, zone);
    for (const auto& row : every(db)) {
        add_past(db, row, begin, end, collector);
        add_coming(db, row, begin, end, collector);
    }
    std::ranges::stable_sort(view.entries, {}, &PlanEntry::at);
    return view;
}
} // namespace schedules
