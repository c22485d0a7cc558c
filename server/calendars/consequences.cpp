#include "server/calendars/consequences.hpp"
#include "base/clock.hpp"
#include "server/arrivals/expectation_store.hpp"
#include "server/calendars/school_days.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/schedules/tick_store.hpp"
#include <algorithm>
#include <map>

namespace calendars
{
namespace
{
constexpr std::chrono::days ahead{366};
constexpr std::size_t most = 200;

using Days = std::shared_ptr<const SchoolDays>;
using Times = std::map<schedules::sys_seconds, std::string>; // with what differs from the rule

class Comparison
{
public:
    Comparison(Days before, Days after, schedules::sys_seconds now)
        : before_(std::move(before)), after_(std::move(after)), now_(now)
    {
    }

    // `times`: those of a plan that count. Put into words are only those that are shown: a year may have millions.
    template <class TimesOf>
    void add(MovedWhat what, std::int64_t id, const std::string& title, const schedules::Timing& timing, TimesOf times)
    {
        auto old_plan = schedules::Plan::make(timing.rule, timing.zone, before_, timing.closed_days);
        auto new_plan = schedules::Plan::make(timing.rule, timing.zone, after_, timing.closed_days);
        if (!old_plan || !new_plan) return;
        Times was = times(*old_plan, now_, now_ + ahead), is = times(*new_plan, now_, now_ + ahead);
        auto keep = [&](const Times& all, const Times& without, std::vector<Moved>& into) {
            std::size_t kept = 0;
            for (const auto& [at, note] : all) {
                if (without.contains(at)) continue;
                if (kept++ < most)
                    into.push_back({what, id, title, utc_text(at), local_text(new_plan->zone(), at), note});
                else
                    ++made_.more;
            }
        };
        keep(is, was, made_.appear);
        keep(was, is, made_.disappear);
        if (!was.empty() && is.empty()) made_.problems.push_back(title + " has no time left within a year.");
    }

    Consequences made()
    {
        for (auto* list : {&made_.appear, &made_.disappear}) {
            std::ranges::stable_sort(*list, {}, &Moved::at);
            if (list->size() <= most) continue;
            made_.more += static_cast<std::int64_t>(list->size() - most);
            list->resize(most);
        }
        return made_;
    }

private:
    Days before_, after_;
    schedules::sys_seconds now_;
    Consequences made_;
};

Times of_plan(const schedules::Plan& plan, schedules::sys_seconds from, schedules::sys_seconds to)
{
    Times times;
    for (const auto& one : plan.between(from, to))
        if (!one.left_out) times.emplace(one.at, one.note);
    return times;
}
} // namespace

Consequences consequences(db::Session& db, const Calendar& before, const CalendarInput& after)
{
    Comparison comparison(std::make_shared<const SchoolDays>(before), std::make_shared<const SchoolDays>(after),
                          schedules::now(db));
    for (const auto& row : schedules::going_by(db, before.id))
        comparison.add(MovedWhat::schedule, row.id, row.title, row, of_plan);
    for (const auto& row : arrivals::going_by(db, before.id))
        comparison.add(MovedWhat::due_file, row.id, row.feed.title, row,
                       [&](const schedules::Plan& plan, schedules::sys_seconds from, schedules::sys_seconds to) {
                           Times times;
                           for (const auto& one : arrivals::coming(row, plan, from, to))
                               times.emplace(one.planned.at, one.planned.note);
                           return times;
                       });
    return comparison.made();
}

void apply(db::Session& db, std::int64_t calendar_id)
{
    for (const auto& row : schedules::going_by(db, calendar_id)) schedules::plan_again(db, row);
    for (const auto& row : arrivals::going_by(db, calendar_id)) arrivals::plan_again(db, row);
}
} // namespace calendars
