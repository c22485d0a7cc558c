#include "server/runs/announce.hpp"
#include "server/db/session.hpp"
#include "server/events/event_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"

namespace runs
{
namespace
{
template <class Told> std::string as_json(const Told& told) { return json::serialize(json::encode(told)); }

void announce_one(db::Session& db, EventSink& sink, const Run& run)
{
    std::optional<std::string> masked;
    if (run.reason) {
        auto shown = run;
        shown.reason = without_quotes(*run.reason);
        masked = as_json(shown);
    }
    events::append(db, events::Kind::run, run.department.id, as_json(run), masked);
    db.after_commit([&sink, run] { sink.run_changed(run); });
}
} // namespace

void announce(db::Session& db, EventSink& sink, const Run& run)
{
    if (run.parent_run_id)
        if (auto parent = find(db, users::Scope::everything(), *run.parent_run_id)) announce_one(db, sink, *parent);
    announce_one(db, sink, run);
}

void announce(db::Session& db, EventSink& sink, std::int64_t run_id)
{
    if (auto run = find(db, users::Scope::everything(), run_id)) announce_one(db, sink, *run);
}

void announce(db::Session& db, EventSink& sink, const StageEvent& stage, std::int64_t department_id)
{
    events::append(db, events::Kind::stage, department_id, as_json(stage));
    db.after_commit([&sink, stage] { sink.stage_changed(stage); });
}

void announce(db::Session& db, EventSink& sink, const reports::Report& report)
{
    events::append(db, events::Kind::report, report.department.id, as_json(report));
    db.after_commit([&sink, report] { sink.report_published(report); });
}

void announce(db::Session& db, const http::Call& call, const Run& run) { announce(db, call.use<EventSink>(), run); }
} // namespace runs
