#include "server/schedules/schedule_routes.hpp"
#include "base/clock.hpp"
#include "server/audit/note.hpp"
#include "server/departments/zone_store.hpp"
#include "server/events/event_store.hpp"
#include "server/http/list.hpp"
#include "server/http/problem.hpp"
#include "server/schedules/plan_view.hpp"
#include "server/schedules/schedule_store.hpp"
#include "server/schedules/tick_store.hpp"
#include "server/schedules/ticker.hpp"
#include <fmt/format.h>

namespace schedules
{
namespace may = http::may;

namespace
{
struct ListQuery : http::PageParameters {
    std::optional<ScheduleKind> kind;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(ListQuery, (http::PageParameters), (kind, search))

struct TickQuery : http::PageParameters {
};
BOOST_DESCRIBE_STRUCT(TickQuery, (http::PageParameters), ())

struct PreviewInput : Timing {
    std::optional<std::int64_t> count; // of times that happen; 1 to 50, five where it is absent
};
BOOST_DESCRIBE_STRUCT(PreviewInput, (Timing), (count))

struct PlanQuery {
    std::string from, to; // days, both included
};
BOOST_DESCRIBE_STRUCT(PlanQuery, (), (from, to))

struct PauseInput {
    std::optional<std::string> until; // an instant; absent: until someone resumes it
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(PauseInput, (), (until, reason))

struct TimeInput {
    std::string at; // an instant of the plan
};
BOOST_DESCRIBE_STRUCT(TimeInput, (), (at))

struct Removed {
    bool removed = true;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (removed))

void require_fine(const json::FieldErrors& errors)
{
    if (!errors.empty()) throw http::Stop(http::invalid(errors, false));
}

void require_instant(const std::string& text, const char* at)
{
    try {
        parse_utc(text);
    } catch (const std::invalid_argument&) {
        throw http::Stop(http::invalid({{at, "must be an instant such as 2026-11-30T07:30:00.000Z"}}, false));
    }
}

ScheduleRow require_row(http::Call& call)
{
    auto row = find(call.db(), call.id());
    if (!row) throw Refusal{Why::not_found, "There is no such schedule."};
    return *row;
}

std::string tag_of(const ScheduleRow& row) { return fmt::format("\"{}\"", row.version); }

// Notes what was done and tells who looks at it; the answer is the schedule as it is now.
Schedule done(http::Call& call, const std::string& action, const std::string& detail = "")
{
    auto row = require_row(call);
    audit::note(call.db(), call, "schedule." + action, {"schedule", row.id, {}},
                detail.empty() ? row.title : row.title + ": " + detail);
    events::append(call.db(), events::Kind::schedule, std::nullopt, json::serialize(json::object{{"id", row.id}}));
    call.tag = tag_of(row);
    return shown(call.db(), row);
}

http::List<Schedule> list_schedules(http::Call& call, ListQuery query)
{
    auto page = require(list(call.db(), {query.kind, query.search}, query.page()));
    db::Page<Schedule> made{page.count, page.count_at_least, page.next, page.previous, {}};
    for (const auto& row : page.results) made.results.push_back(shown(call.db(), row));
    return http::list_of(call, std::move(made));
}

Schedule show_schedule(http::Call& call)
{
    auto row = require_row(call);
    call.tag = tag_of(row);
    return shown(call.db(), row);
}

http::Created<Schedule> create_schedule(http::Call& call, ScheduleInput input)
{
    require_fine(errors_in(call.db(), input));
    auto row = insert(call.db(), input);
    audit::note(call.db(), call, "schedule.create", {"schedule", row.id, {}}, row.title);
    events::append(call.db(), events::Kind::schedule, std::nullopt, json::serialize(json::object{{"id", row.id}}));
    return {shown(call.db(), row)};
}

Schedule change_schedule(http::Call& call, ScheduleInput input)
{
    auto row = require_row(call);
    call.require_match(tag_of(row), "Somebody has changed this schedule meanwhile. Open it again.");
    require_fine(errors_in(call.db(), input));
    decide(call.db(), row.id); // what has passed goes by the rule that was in force
    require(change(call.db(), row.id, input));
    return done(call, "change");
}

Removed remove_schedule(http::Call& call)
{
    auto row = require_row(call);
    require(remove(call.db(), row.id));
    audit::note(call.db(), call, "schedule.remove", {"schedule", row.id, {}}, row.title);
    return {};
}

Schedule pause_schedule(http::Call& call, PauseInput input)
{
    if (input.until) {
        require_instant(*input.until, "until");
        if (*input.until <= call.db().now())
            throw http::Stop(http::invalid({{"until", "Choose a time that is still to come."}}, false));
    }
    decide(call.db(), require_row(call).id);
    pause(call.db(), call.id(), input.until);
    return done(call, "pause", input.reason.value_or("").substr(0, 500));
}

Schedule resume_schedule(http::Call& call)
{
    decide(call.db(), require_row(call).id);
    resume(call.db(), call.id());
    return done(call, "resume");
}

Schedule skip_time(http::Call& call, TimeInput input)
{
    require_instant(input.at, "at");
    require(skip(call.db(), require_row(call), input.at, call.caller().id));
    return done(call, "skip", input.at);
}

Schedule unskip_time(http::Call& call, TimeInput input)
{
    require_instant(input.at, "at");
    unskip(call.db(), require_row(call).id, input.at);
    return done(call, "unskip", input.at);
}

http::Created<Tick> run_schedule(http::Call& call)
{
    auto tick = require(run_now(call.db(), require_row(call), call.caller().id));
    done(call, "run");
    return {tick};
}

http::List<Tick> list_of_ticks(http::Call& call, TickQuery query)
{
    return http::list_of(call, require(list_ticks(call.db(), require_row(call), query.page())));
}

RulePreview preview_rule(http::Call& call, PreviewInput input)
{
    auto count = input.count.value_or(5);
    if (count < 1 || count > 50) throw http::Stop(http::invalid({{"count", "must be 1 to 50"}}, false));
    auto plan = plan_of(call.db(), input);
    if (!plan) throw http::Stop(http::invalid(plan.error(), false));
    return preview(input, *plan, now(call.db()), static_cast<std::size_t>(count));
}

PlanView show_plan(http::Call& call, PlanQuery query)
{
    auto from = calendars::read_day(query.from), to = calendars::read_day(query.to);
    json::FieldErrors errors;
    if (!from) errors.push_back({"from", "must be a day such as 2026-11-30"});
    if (!to) errors.push_back({"to", "must be a day such as 2026-12-06"});
    if (from && to && (*to < *from || *to - *from > std::chrono::days(62)))
        errors.push_back({"to", "must be the same day or up to 62 days later"});
    if (!errors.empty()) throw http::Stop(http::invalid(errors, true));
    return plan_view(call.db(), *from, *to);
}

http::Listing<std::string> list_zones(http::Call&) { return {calendars::Zone::names()}; }

struct SchoolZone {
    std::string zone; // "Europe/London"
};
BOOST_DESCRIBE_STRUCT(SchoolZone, (), (zone))

SchoolZone show_zone(http::Call& call) { return {departments::school_zone(call.db()).name()}; }

SchoolZone choose_zone(http::Call& call, SchoolZone input)
{
    auto zone = calendars::Zone::find(input.zone);
    if (!zone) require_fine({{"zone", "is no time zone; expected one such as Europe/London"}});
    departments::set_school_zone(call.db(), *zone);
    audit::note(call.db(), call, "school.zone", {"hub", {}, {}}, input.zone);
    return input;
}

constexpr http::Route routes_of_schedules[] = {
    http::get<&list_schedules>("/api/schedules", may::write_feeds, "List schedules with their coming times"),
    http::get<&show_plan>("/api/schedules/plan", may::write_feeds,
                          "Show what happened and what will happen in some days"),
    http::get<&show_schedule>("/api/schedules/{id}", may::write_feeds, "Show a schedule").tagged(),
    http::get<&list_of_ticks>("/api/schedules/{id}/ticks", may::write_feeds,
                              "List what became of the times of a schedule, newest first"),
    http::post<&preview_rule>("/api/schedules/preview", may::write_feeds,
                              "Say in words what a rule means, with its next times")
        .looks(),
    http::post<&create_schedule>("/api/schedules", may::manage_system, "Add a schedule"),
    http::post<&change_schedule>("/api/schedules/{id}/change", may::manage_system, "Change a schedule").tagged(),
    http::post<&remove_schedule>("/api/schedules/{id}/remove", may::manage_system, "Remove a schedule"),
    http::post<&pause_schedule>("/api/schedules/{id}/pause", may::manage_system,
                                "Pause a schedule, for a time or until someone resumes it"),
    http::post<&resume_schedule>("/api/schedules/{id}/resume", may::manage_system, "Resume a schedule"),
    http::post<&skip_time>("/api/schedules/{id}/skip", may::manage_system, "Take one coming time out"),
    http::post<&unskip_time>("/api/schedules/{id}/unskip", may::manage_system, "Put a time back that was taken out"),
    http::post<&run_schedule>("/api/schedules/{id}/run", may::manage_system, "Do it now"),
    http::get<&show_zone>("/api/school/zone", may::read_departments, "Show in which zone the school's times are told"),
    http::post<&choose_zone>("/api/school/zone", may::manage_system,
                             "Choose in which zone the school's times are told"),
    http::get<&list_zones>("/api/zones", may::write_feeds, "List the names of time zones"),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_schedules; }
} // namespace schedules
