#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include "server/http/reply.hpp"
#include "server/incidents/incident_routes.hpp"
#include "server/incidents/remedy_store.hpp"
#include "server/incidents/undo_store.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/masking.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace may = http::may;

namespace
{
struct SeenRun {
    std::int64_t run_id = 0; // that the person has seen what would become of
};
BOOST_DESCRIBE_STRUCT(SeenRun, (), (run_id))

Applicable look(http::Call& call)
{
    return call.database().read(
        [&](db::Session& db) { return require(applicable(db, users::user_of(call), call.id())); });
}

RemedyPreview previewed(http::Call& call, const Applicable& now)
{
    return preview_of(
        now, require(call.use<runs::DryRuns>().answered(now.remedy.run_id, now.remedy.answers, call.unwanted)));
}

runs::Shown<RemedyPreview> preview_remedy(http::Call& call)
{
    auto now = look(call);
    runs::Masking masking(users::user_of(call), now.outcome.run.department);
    return masking.hand_out(previewed(call, now));
}

http::Created<runs::Run> start_remedy(http::Call& call, SeenRun seen)
{
    auto now = look(call);
    if (now.remedy.run_id != seen.run_id)
        throw Refusal{Why::conflict, "The file was run again meanwhile. Look at what the repair would do now."};
    auto preview = previewed(call, now);
    return {call.database().transact([&](db::Session& db) {
        auto run = require(apply_remedy(db, users::user_of(call), call.id(), preview, call.trace_id));
        audit::note(db, call, "incident.remedy", {"incident", call.id(), run.department.id},
                    fmt::format("run {} from run {}", run.id, preview.run_id));
        runs::announce(db, call, run);
        return run;
    })};
}

struct AppliedAttempt {
    std::int64_t attempt_id = 0;
};
BOOST_DESCRIBE_STRUCT(AppliedAttempt, (), (attempt_id))

http::Created<runs::Run> take_remedy_back(http::Call& call, AppliedAttempt applied)
{
    auto& db = call.db();
    auto run = require(undo_remedy(db, users::user_of(call), call.id(), applied.attempt_id, call.trace_id));
    audit::note(db, call, "incident.remedy_undo", {"incident", call.id(), run.department.id},
                fmt::format("by run {}", run.id));
    runs::announce(db, call, run);
    return {run};
}

constexpr http::Route routes_of_remedies[] = {
    http::get<&preview_remedy>("/api/incidents/{id}/remedy", may::approve,
                               "Show what applying the repair of an issue would do, and what must hold for it")
        .asks_engine()
        .reads("incident"),
    http::post<&start_remedy>("/api/incidents/{id}/remedy", may::approve,
                              "Apply the repair of an issue: a new run over the same file")
        .asks_engine(),
    http::post<&take_remedy_back>("/api/incidents/{id}/remedy/undo", may::approve,
                                  "Take a repair back: the file is run once more as it was before"),
};
} // namespace

std::span<const http::Route> remedy_routes() { return routes_of_remedies; }
} // namespace incidents
