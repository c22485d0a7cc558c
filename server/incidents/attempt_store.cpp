#include "server/incidents/attempt_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include <algorithm>

namespace incidents
{
namespace
{
struct Linked {
    std::int64_t id = 0, version = 1;
    engine::ErrorClass kind = engine::ErrorClass::format;
    Guard guard = Guard::ask;
    bool shipped = false;
};
BOOST_DESCRIBE_STRUCT(Linked, (), (id, version, kind, guard, shipped))

std::optional<Linked> linked_to(db::Session& db, const Row& incident)
{
    static constexpr auto sql = "SELECT id, version, kind, guard, shipped FROM known_errors WHERE id = $1";
    if (!incident.known_error_id) return std::nullopt;
    return db.find<Linked>(sql, *incident.known_error_id);
}

void add(db::Session& db, const Linked& error, const Row& incident, std::int64_t run, AttemptState state,
         const std::optional<std::string>& why, const std::optional<Repaired>& repaired = {})
{
    static constexpr auto sql = R"sql(
        INSERT INTO remedy_attempts (known_error_id, version, incident_id, run_id, state, why_skipped, rows_changed,
                                     errors_before, errors_after, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (known_error_id, version, incident_id, run_id) DO NOTHING)sql";
    auto done = repaired.value_or(Repaired{});
    db.exec(sql, error.id, error.version, incident.id, run, state, why, done.cells, done.errors_before,
            done.errors_after, db.now());
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
} // namespace

std::vector<Attempt> attempts_of(db::Session& db, std::int64_t incident_id)
{
    static constexpr auto sql = R"sql(
        SELECT a.id, k.id AS known_error_id, k.key AS known_error_key, k.title AS known_error_title,
               k.kind AS known_error_kind, a.version, a.state, k.remedy_words AS words, a.why_skipped, a.run_id,
               a.run_after_id, a.rows_changed, a.errors_before, a.errors_after, a.at, u.id AS approved_by_id,
               u.name AS approved_by_name, '[]' AS guards
          FROM remedy_attempts a JOIN known_errors k ON k.id = a.known_error_id
          LEFT JOIN users u ON u.id = a.approved_by_id
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

void propose(db::Session& db, const Row& incident, const runs::Run& run)
{
    auto error = linked_to(db, incident);
    if (!error) return;
    auto skip = [&](const char* why) { add(db, *error, incident, run.id, AttemptState::skipped, why); };
    if (error->kind == engine::ErrorClass::lost)
        return skip("What is lost is never invented: it goes back to the sender.");
    if (!error->shipped) return skip("It has a workaround for a person, and no repair of its own.");
    if (error->guard == Guard::never) return skip("Somebody decided that it is never repaired without a hand.");
    if (run.state != runs::RunState::held) return skip("Its rows are held back for a person.");
    add(db, *error, incident, run.id, AttemptState::proposed, std::nullopt);
}

bool record_repair(db::Session& db, const Row& incident, const Observation& seen, const runs::Run& run,
                   std::optional<std::int64_t> started_by)
{
    auto error = linked_to(db, incident);
    if (!error) return false;
    bool by_person = error->kind != engine::ErrorClass::format && started_by.has_value();
    bool was_proposed = settle(db, incident, run, AttemptState::worked, std::nullopt,
                               by_person ? started_by : std::nullopt, *seen.repaired);
    if (!was_proposed) add(db, *error, incident, run.id, AttemptState::worked, std::nullopt, seen.repaired);
    db.exec("UPDATE known_errors SET accepted = accepted + 1, cells = cells + $2 WHERE id = $1", error->id,
            seen.repaired->cells);
    return by_person;
}

void settle_proposals(db::Session& db, const Row& incident, const runs::Run& run, std::optional<std::int64_t> approver)
{
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
