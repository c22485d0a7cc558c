#include "server/incidents/undo_store.hpp"
#include "server/incidents/act_store.hpp"
#include "server/incidents/attempt_store.hpp"
#include "server/runs/as_before_store.hpp"
#include "server/runs/queue_store.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace
{
struct Applied {
    AttemptState state = AttemptState::worked;
    std::optional<std::int64_t> run_id{}, run_after_id{};
    std::string key;
    engine::ErrorClass kind = engine::ErrorClass::format;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (state, run_id, run_after_id, key, kind))

// What a run has published, as it stands now.
struct Published {
    std::int64_t version = 0;
    bool newest = false, withdrawn = false;
};
BOOST_DESCRIBE_STRUCT(Published, (), (version, newest, withdrawn))

std::optional<Published> published_by(db::Session& db, std::int64_t run)
{
    static constexpr auto sql = R"sql(
        SELECT p.version, p.withdrawn_at IS NOT NULL AS withdrawn,
               NOT EXISTS (SELECT 1 FROM reports n WHERE n.feed_id = p.feed_id AND n.period = p.period
                                                     AND n.version > p.version) AS newest
          FROM reports p WHERE p.run_id = $1)sql";
    return db.find<Published>(sql, run);
}

// Only what the repair itself has published is taken back: never a version that came later, nor one somebody withdrew.
std::optional<std::string> why_stays(const std::optional<Published>& before, const std::optional<Published>& after)
{
    if (!before && after && after->newest && !after->withdrawn)
        return fmt::format("Nothing of this file was published before the repair, and version {} came of it. "
                           "Withdraw that version first, or restore the one before, on the page of the report.",
                           after->version);
    const auto& last = after ? after : before;
    bool as_left = !last || (last->newest && !last->withdrawn);
    if (before && after) as_left &= !before->withdrawn && before->version + 1 == after->version;
    if (as_left || (!before && after->newest)) return std::nullopt;
    return "The report has changed since the repair. Restore the version that should stand, on the page of the report.";
}
} // namespace

Result<runs::Run> undo_remedy(db::Session& db, const users::User& who, std::int64_t id, std::int64_t attempt,
                              const std::string& trace_id)
{
    static constexpr auto sql = R"sql(
        SELECT a.state, a.run_id, a.run_after_id, k.key, k.kind
          FROM remedy_attempts a JOIN known_errors k ON k.id = a.known_error_id
         WHERE a.id = $1 AND a.incident_id = $2)sql";
    auto incident = to_act_on(db, who, id);
    if (!incident) return std::unexpected(incident.error());
    auto applied = db.find<Applied>(sql, attempt, id);
    if (!applied) return refuse(Why::not_found, "There is no such repair of this issue.");
    if (applied->state != AttemptState::worked || !applied->run_id || !applied->run_after_id)
        return refuse(Why::conflict, "Only a repair that somebody started and that worked can be taken back.");
    if (incident->feed_id) runs::take_turn(db, *incident->feed_id); // nothing is published meanwhile
    auto before = published_by(db, *applied->run_id);
    if (auto why = why_stays(before, published_by(db, *applied->run_after_id))) return refuse(Why::conflict, *why);
    engine::Choices not_again; // what repairs by itself asks this time
    if (applied->kind == engine::ErrorClass::format) not_again = {{"repair:" + applied->key, "ask"}};
    auto run = runs::run_as_before(db, who, *applied->run_after_id, *applied->run_id, not_again, trace_id);
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
