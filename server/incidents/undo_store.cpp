#include "server/incidents/undo_store.hpp"
#include "server/incidents/act_store.hpp"
#include "server/incidents/attempt_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/as_before_store.hpp"
#include "server/runs/run_store.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace
{
struct Applied {
    AttemptState state = AttemptState::worked;
    std::optional<std::int64_t> run_id{}, run_after_id{};
};
BOOST_DESCRIBE_STRUCT(Applied, (), (state, run_id, run_after_id))

// Of a run that has published; nothing where its version is no longer in force.
std::optional<std::int64_t> version_in_force(db::Session& db, std::int64_t run)
{
    auto report = reports::find_of_run(db, run);
    if (!report) return std::nullopt;
    auto now = reports::in_force(db, report->feed.id, report->period);
    return now && now->id == report->id ? std::optional(report->version) : std::nullopt;
}
} // namespace

Result<runs::Run> undo_remedy(db::Session& db, const users::User& who, std::int64_t id, std::int64_t attempt,
                              const std::string& trace_id)
{
    static constexpr auto sql = R"sql(
        SELECT state, run_id, run_after_id FROM remedy_attempts WHERE id = $1 AND incident_id = $2)sql";
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    auto applied = db.find<Applied>(sql, attempt, id);
    if (!applied) return refuse(Why::not_found, "There is no such repair of this issue.");
    if (applied->state != AttemptState::worked || !applied->run_id || !applied->run_after_id)
        return refuse(Why::conflict, "Only a repair that somebody started and that worked can be taken back.");
    auto before = reports::find_of_run(db, *applied->run_id);
    auto version = version_in_force(db, *applied->run_after_id);
    if (!before && version)
        return refuse(Why::conflict,
                      fmt::format("Nothing of this file was published before the repair, and version {} came of it. "
                                  "Withdraw that version first, or restore the one before, on the page of the report.",
                                  *version));
    auto run = runs::run_as_before(db, who, *applied->run_after_id, *applied->run_id, trace_id);
    if (!run) return run;
    db.exec("UPDATE remedy_attempts SET state = 'reverted' WHERE id = $1", attempt);
    if (incident->state == IncidentState::resolved)
        open_again(db, *incident, incident->owner_id ? IncidentState::acknowledged : IncidentState::fresh);
    auto told = by_person(who, ActivityKind::undone,
                          fmt::format("The repair was taken back: run #{} reads the file as before.", run->id));
    told.run_id = run->id;
    note(db, id, told);
    changed(db, id, who.id);
    return run;
}
} // namespace incidents
