#include "server/incidents/attempt_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include "server/incidents/remedy.hpp"
#include "server/runs/answer_store.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace incidents
{
namespace
{
struct Linked {
    std::int64_t id = 0, version = 1;
    std::string key;
    engine::ErrorClass kind = engine::ErrorClass::format;
    Guard guard = Guard::ask;
    bool shipped = false;
};
BOOST_DESCRIBE_STRUCT(Linked, (), (id, version, key, kind, guard, shipped))

struct UnderWay {
    std::int64_t id = 0, incident_id = 0, known_error_id = 0;
    std::string key;
};
BOOST_DESCRIBE_STRUCT(UnderWay, (), (id, incident_id, known_error_id, key))

std::optional<Linked> linked_to(db::Session& db, const Row& incident)
{
    static constexpr auto sql = "SELECT id, version, key, kind, guard, shipped FROM known_errors WHERE id = $1";
    if (!incident.known_error_id) return std::nullopt;
    return db.find<Linked>(sql, *incident.known_error_id);
}

void add(db::Session& db, const Linked& error, const Row& incident, std::int64_t run, AttemptState state,
         const std::optional<std::string>& why, const std::optional<Repaired>& repaired = {},
         std::optional<std::int64_t> approver = {})
{
    static constexpr auto sql = R"sql(
        INSERT INTO remedy_attempts (known_error_id, version, incident_id, run_id, state, why_skipped, rows_changed,
                                     errors_before, errors_after, at, approved_by_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (known_error_id, version, incident_id, run_id) DO NOTHING)sql";
    auto done = repaired.value_or(Repaired{});
    db.exec(sql, error.id, error.version, incident.id, run, state, why, done.cells, done.errors_before,
            done.errors_after, db.now(), approver);
}

// Whether somebody answered for this file that it be repaired.
bool was_wanted(db::Session& db, const Linked& error, std::int64_t run)
{
    auto choices = runs::answers_of(db, run).choices;
    auto answer = choices.find("repair:" + error.key);
    return answer != choices.end() && answer->second == "repair";
}

// Of a run that the file was continued from.
bool settle(db::Session& db, const Row& incident, const runs::Run& run, AttemptState state,
            const std::optional<std::string>& why, std::optional<std::int64_t> approver, const Repaired& done = {})
{
    static constexpr auto sql = R"sql(
        UPDATE remedy_attempts SET state = $3, why_skipped = $4, run_after_id = $2, approved_by_id = $5,
               rows_changed = $6, errors_before = $7, errors_after = $8
         WHERE incident_id = $1 AND state = 'proposed' AND run_id <> $2
           AND run_id IN (SELECT a.id FROM runs a JOIN runs b ON b.upload_id = a.upload_id WHERE b.id = $2))sql";
    return db.exec(sql, incident.id, run.id, state, why, approver, done.cells, done.errors_before, done.errors_after) >
           0;
}

// The run is one that a remedy has made, and says exactly what it repaired. False where it is not.
bool note_repair_under_way(db::Session& db, const Row& incident, const runs::Run& run, const Repaired& done)
{
    static constexpr auto sql = R"sql(
        UPDATE remedy_attempts SET rows_changed = $3, errors_before = COALESCE($4, errors_before), errors_after = $5
         WHERE incident_id = $1 AND run_after_id = $2 AND state = 'running')sql";
    return db.exec(sql, incident.id, run.id, done.cells, done.errors_before, done.errors_after) > 0;
}

bool had_no_effect(db::Session& db, const Linked& error, const Row& incident, std::int64_t run)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM remedy_attempts t JOIN runs a ON a.id = t.run_id JOIN runs b ON b.id = $3
                        WHERE t.incident_id = $1 AND t.known_error_id = $2 AND t.state = 'no_effect'
                          AND a.upload_id = b.upload_id))sql";
    return db.value<bool>(sql, incident.id, error.id, run);
}

// Of earlier files: nobody will want them any more.
void drop_older_proposals(db::Session& db, const Row& incident, std::int64_t run, const char* why)
{
    static constexpr auto sql = R"sql(
        UPDATE remedy_attempts SET state = 'skipped', why_skipped = $3
         WHERE incident_id = $1 AND state = 'proposed' AND run_id <> $2
           AND run_id NOT IN (SELECT a.id FROM runs a JOIN runs b ON b.upload_id = a.upload_id WHERE b.id = $2))sql";
    db.exec(sql, incident.id, run, why);
}
} // namespace

std::vector<Attempt> attempts_of(db::Session& db, std::int64_t incident_id)
{
    static constexpr auto sql = R"sql(
        SELECT a.id, k.id AS known_error_id, k.key AS known_error_key, k.title AS known_error_title,
               k.kind AS known_error_kind, a.version,
               CASE WHEN a.state = 'running' AND n.state = 'cancelled' THEN 'failed' ELSE a.state END AS state,
               k.remedy_words AS words, a.why_skipped, a.run_id,
               a.run_after_id, a.rows_changed, a.errors_before, a.errors_after, a.at, u.id AS approved_by_id,
               u.name AS approved_by_name, '[]' AS guards
          FROM remedy_attempts a JOIN known_errors k ON k.id = a.known_error_id
          LEFT JOIN users u ON u.id = a.approved_by_id LEFT JOIN runs n ON n.id = a.run_after_id
         WHERE a.incident_id = $1 ORDER BY a.id DESC LIMIT 50)sql";
    auto attempts = db.all<Attempt>(sql, incident_id);
    for (auto& one : attempts) {
        bool format = one.known_error.kind == engine::ErrorClass::format;
        bool ran = one.state == AttemptState::worked || one.state == AttemptState::no_effect;
        one.guards = {{"The values stay the same in another writing", format},
                      {"The file itself is kept as it was sent", true},
                      {"Nothing was published before it was done", true},
                      {"A person agreed", one.approved_by.has_value()}};
        if (format && ran) one.guards.pop_back(); // nobody has to
    }
    return attempts;
}

void link_known_error(db::Session& db, const Row& incident, const Observation& seen)
{
    auto known = incident.known_error_id;
    if (!incident.known_error_chosen) {
        const auto& what = seen.identity;
        Likeness likeness{what.kind,
                          what.about,
                          seen.title,
                          what.department ? std::optional(what.department->id) : std::nullopt,
                          what.feed ? std::optional(what.feed->id) : std::nullopt,
                          what.column,
                          seen.rows};
        known = recognise(db, seen.known_error, likeness);
        if (known != incident.known_error_id)
            db.exec("UPDATE incidents SET known_error_id = $2 WHERE id = $1", incident.id, known);
    }
    if (known) db.exec("UPDATE known_errors SET hits = hits + 1, last_hit_at = $2 WHERE id = $1", *known, db.now());
}

void propose(db::Session& db, const Row& incident, const Observation& seen, const RunOutcome& outcome)
{
    auto error = linked_to(db, incident);
    if (!error) return;
    const auto& run = outcome.run;
    drop_older_proposals(db, incident, run.id, "A later file has it too.");
    auto skip = [&](const char* why) { add(db, *error, incident, run.id, AttemptState::skipped, why); };
    if (error->kind == engine::ErrorClass::lost)
        return skip("What is lost is never invented: it goes back to the sender.");
    if (!error->shipped) return skip("It has a workaround for a person, and no repair of its own.");
    if (error->guard == Guard::never) return skip("Somebody decided that it is never repaired without a hand.");
    if (had_no_effect(db, *error, incident, run.id)) return skip("It changed nothing in this file before.");
    bool applies = remedy_of(outcome, error->key, seen.identity.column).has_value();
    if (!applies && run.state != runs::RunState::held) return skip("Its rows are held back for a person.");
    add(db, *error, incident, run.id, AttemptState::proposed, std::nullopt);
}

bool record_repair(db::Session& db, const Row& incident, const Observation& seen, const runs::Run& run,
                   std::optional<std::int64_t> started_by)
{
    auto error = linked_to(db, incident);
    if (!error || note_repair_under_way(db, incident, run, *seen.repaired)) return false;
    bool by_person = error->kind != engine::ErrorClass::format && started_by.has_value();
    auto approver = by_person || was_wanted(db, *error, run.id) ? started_by : std::nullopt;
    if (!settle(db, incident, run, AttemptState::worked, std::nullopt, approver, *seen.repaired))
        add(db, *error, incident, run.id, AttemptState::worked, std::nullopt, seen.repaired, approver);
    db.exec("UPDATE known_errors SET accepted = accepted + 1, cells = cells + $2 WHERE id = $1", error->id,
            seen.repaired->cells);
    return by_person;
}

std::set<std::int64_t> settle_remedies(db::Session& db, const runs::Run& run, const StillThere& still)
{
    static constexpr auto under_way = R"sql(
        SELECT a.id, a.incident_id, a.known_error_id, k.key
          FROM remedy_attempts a JOIN known_errors k ON k.id = a.known_error_id
         WHERE a.run_after_id = $1 AND a.state = 'running' ORDER BY a.id)sql";
    static constexpr auto end = R"sql(
        UPDATE remedy_attempts
           SET state = $2, errors_after = COALESCE((SELECT x.errors FROM run_results x WHERE x.run_id = run_after_id),
                                                   errors_after)
         WHERE id = $1)sql";
    static constexpr auto worked = R"sql(
        UPDATE known_errors
           SET accepted = accepted + 1, cells = cells + (SELECT a.rows_changed FROM remedy_attempts a WHERE a.id = $2)
         WHERE id = $1)sql";
    static constexpr auto without_effect = "UPDATE known_errors SET no_effect = no_effect + 1 WHERE id = $1";
    std::set<std::int64_t> dealt_with;
    bool ended_badly = run.state == runs::RunState::failed || run.state == runs::RunState::quarantined;
    for (const auto& one : db.all<UnderWay>(under_way, run.id)) {
        auto state = AttemptState::worked;
        if (ended_badly) state = AttemptState::failed;
        if (still.contains({one.incident_id, one.key})) state = AttemptState::no_effect;
        db.exec(end, one.id, state);
        Happened told{ActivityKind::remedy, Actor::remedy, "", {}, {}, run.id};
        if (state == AttemptState::worked) {
            db.exec(worked, one.known_error_id, one.id);
            dealt_with.insert(one.incident_id);
            continue;
        }
        if (state == AttemptState::no_effect) db.exec(without_effect, one.known_error_id);
        told.words = state == AttemptState::no_effect
                         ? "The repair changed nothing: the file has the same problem. It is not tried on it again."
                         : "The repair failed: the run that it started did not come to an end.";
        note(db, one.incident_id, told);
    }
    return dealt_with;
}

void settle_proposals(db::Session& db, const Row& incident, const runs::Run& run, std::optional<std::int64_t> approver)
{
    drop_older_proposals(db, incident, run.id, "A later file came without it.");
    if (!approver) return;
    auto error = linked_to(db, incident);
    bool settled =
        error && settle(db, incident, run, AttemptState::skipped, "The file went on without this repair.", approver);
    if (settled) db.exec("UPDATE known_errors SET refused = refused + 1 WHERE id = $1", error->id);
}

void count_came_back(db::Session& db, const Row& incident)
{
    if (incident.resolved_by == ResolvedBy::remedy && incident.known_error_id)
        db.exec("UPDATE known_errors SET came_back = came_back + 1 WHERE id = $1", *incident.known_error_id);
}
} // namespace incidents
