#include "server/runs/overview_routes.hpp"
#include "base/clock.hpp"
#include "server/db/database.hpp"
#include "server/feeds/period.hpp"
#include "server/http/events.hpp"
#include "server/incidents/incident.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/overview_store.hpp"
#include "server/runs/run_events.hpp"
#include "server/runs/run_store.hpp"
#include "server/sharing/delivery.hpp"
#include "server/users/caller.hpp"
#include "server/users/token_store.hpp"
#include <charconv>
#include <fmt/format.h>

namespace runs
{
namespace may = http::may;

namespace
{
enum class FeedStateName { not_sent, queued, running, held, succeeded, failed, cancelled, quarantined };
BOOST_DESCRIBE_ENUM(FeedStateName, not_sent, queued, running, held, succeeded, failed, cancelled, quarantined)

struct FeedState {
    feeds::FeedRef feed;
    std::string period;
    FeedStateName state = FeedStateName::not_sent;
    std::optional<std::int64_t> run_id;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(FeedState, (), (feed, period, state, run_id, words))

struct DepartmentState {
    departments::DepartmentRef department;
    std::vector<FeedState> feed_states;
};
BOOST_DESCRIBE_STRUCT(DepartmentState, (), (department, feed_states))

struct Overview {
    std::vector<DepartmentState> departments;
    std::vector<Shown<Run>> waiting;
    RunCounts counts;
};
BOOST_DESCRIBE_STRUCT(Overview, (), (departments, waiting, counts))

std::string words_for(const Run& run)
{
    switch (run.state) {
    case RunState::queued:
        return "Waiting";
    case RunState::running:
        return run.stage ? fmt::format("Running, step {} of 6", static_cast<int>(*run.stage) + 1) : "Running";
    case RunState::held:
        return "Needs you";
    case RunState::succeeded:
        return run.to_fix.value_or(0) > 0 ? fmt::format("Report ready, {} rows to fix", *run.to_fix) : "Report ready";
    case RunState::failed:
        return "Stopped";
    case RunState::cancelled:
        return "Cancelled";
    case RunState::quarantined:
        return "Stopped, ended the engine twice";
    }
    return "";
}

FeedState state_of(const Placed& placed, const std::vector<Run>& latest)
{
    FeedState state{*placed.feed, "", FeedStateName::not_sent, {}, "Not sent yet"};
    auto today = std::chrono::floor<std::chrono::days>(parse_utc(placed.now));
    if (auto current = feeds::period_of(placed.period.value_or(engine::Period::none), today))
        state.period = current->key;
    for (const auto& run : latest) {
        if (run.feed.id != placed.feed->id || run.period != state.period) continue;
        state.state = *json::enum_value<FeedStateName>(json::enum_text(run.state));
        state.run_id = run.id;
        state.words = words_for(run);
    }
    return state;
}

Overview show_overview(http::Call& call)
{
    auto& db = call.db();
    auto scope = users::scope_of(call);
    auto latest = latest_of_feeds(db, scope);
    Overview overview;
    for (auto& placed : placed_feeds(db, scope)) {
        if (overview.departments.empty() || overview.departments.back().department.id != placed.department.id)
            overview.departments.push_back({placed.department, {}});
        if (placed.feed) overview.departments.back().feed_states.push_back(state_of(placed, latest));
    }
    overview.waiting = shown_to(users::user_of(call), waiting(db, scope));
    overview.counts = counts(db, scope);
    return overview;
}

// app::StreamGuard ends the stream when the listener's token, role or departments change.
http::EventsOf<Run, StageEvent, reports::Report, incidents::IncidentEvent, sharing::SharingChange>
stream_events(http::Call& call)
{
    std::optional<std::int64_t> last_seen;
    if (auto text = call.header("last-event-id"); !text.empty()) {
        std::int64_t id = -1; // no id of ours: everything is fetched anew
        std::from_chars(text.data(), text.data() + text.size(), id);
        last_seen = id;
    }
    const auto& caller = call.caller();
    auto sees = [scope = users::scope_of(call), may = caller.permissions,
                 who = users::user_of(call)](const http::Event& event) -> std::shared_ptr<const std::string> {
        if (!may.has(event.permission)) return nullptr;
        if (!event.department_id) return event.text;
        if (!scope.sees(*event.department_id)) return nullptr;
        return users::may_send_to(who, *event.department_id) ? event.text : event.masked;
    };
    http::Listener listener{caller.id, caller.token_id, users::rights_of(users::user_of(call)), caller.departments};
    return {{call.use<http::EventHub>().subscribe(sees, last_seen, std::move(listener))}};
}

constexpr http::Route routes_of_overview[] = {
    http::get<&show_overview>("/api/overview", may::read_runs, "What is due, what waits, what runs"),
    http::get<&stream_events>("/api/events", may::read_runs, "Runs, stages, reports and issues as they change")
        .by_hand(),
};
} // namespace

std::span<const http::Route> overview_routes() { return routes_of_overview; }
} // namespace runs
