#include "server/incidents/row_store.hpp"
#include "server/events/event_store.hpp"

namespace incidents
{
std::optional<Row> lock(db::Session& db, std::int64_t id)
{
    db::Query query(R"sql(
        SELECT i.id, i.department_id, i.feed_id,
               COALESCE((SELECT UPPER(d.key) FROM departments d WHERE d.id = i.department_id), 'HUB') || '-' || i.number
                   AS name,
               i.title, i.severity, i.state, i.rows, i.owner_id, i.known_error_id, i.known_error_chosen,
               i.latest_run_id, i.resolved_as_of, i.resolved_by, i.resolved_from, i.resolved_in, i.merged_into_id,
               i.version
          FROM incidents i WHERE i.id = ?)sql",
                    id);
    if (db.engine() == db::Engine::postgres) query.add(" FOR UPDATE OF i");
    return db.find<Row>(query);
}

Happened by_person(const users::User& who, ActivityKind kind, std::string words, std::optional<std::string> comment)
{
    return {kind, Actor::person, std::move(words), who.id, std::move(comment)};
}

void note(db::Session& db, std::int64_t id, const Happened& what)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_activity (incident_id, kind, actor, person_id, words, comment, run_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql";
    db.exec(sql, id, what.kind, what.actor, what.person_id, what.words, what.comment, what.run_id, db.now());
}

void changed(db::Session& db, std::int64_t id, std::optional<std::int64_t> by)
{
    db.exec("UPDATE incidents SET version = version + 1, changed_by_id = $2 WHERE id = $1", id, by);
    auto now = lock(db, id);
    if (!now || !now->department_id) return; // what is of the hub itself is told to nobody in particular
    IncidentEvent event{id, now->name, now->state, now->version};
    events::append(db, events::Kind::incident, *now->department_id, json::serialize(json::encode(event)));
}

void resolve(db::Session& db, const Row& incident, const Resolution& how)
{
    static constexpr auto close = R"sql(
        UPDATE incidents SET state = 'resolved', resolved_from = state, resolved_at = $2, resolved_as_of = $3,
               resolved_by = $4, resolved_by_id = $5, cause = $6, came_back_words = NULL,
               resolved_in = COALESCE($7, (SELECT f.contract_version FROM feeds f WHERE f.id = incidents.feed_id))
         WHERE id = $1)sql";
    static constexpr auto period = R"sql(
        UPDATE incident_periods SET closed_at = $2, closed_by = $3, cause = $4
         WHERE incident_id = $1 AND closed_at IS NULL)sql";
    auto now = db.now();
    db.exec(close, incident.id, now, how.as_of.value_or(now), how.by, how.person_id, how.cause, how.contract_version);
    db.exec(period, incident.id, now, how.by, how.cause);
    forget_snooze(db, incident.id);
}

void begin_period(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        INSERT INTO incident_periods (incident_id, seq, opened_at)
        SELECT $1, COALESCE(MAX(seq), 0) + 1, $2 FROM incident_periods WHERE incident_id = $1)sql";
    db.exec(sql, id, db.now());
}

void open_again(db::Session& db, const Row& incident, IncidentState state)
{
    static constexpr auto open = R"sql(
        UPDATE incidents SET state = $2, opened_at = $3, reopened = reopened + 1, resolved_at = NULL,
               resolved_as_of = NULL, resolved_by = NULL, resolved_by_id = NULL, cause = NULL, resolved_in = NULL,
               resolved_from = NULL
         WHERE id = $1)sql";
    db.exec(open, incident.id, state, db.now());
    begin_period(db, incident.id);
}

void set_state(db::Session& db, std::int64_t id, IncidentState state)
{
    db.exec("UPDATE incidents SET state = $2, came_back_words = NULL WHERE id = $1", id, state);
}

void wake(db::Session& db, std::int64_t id, const std::string& why)
{
    db.exec("UPDATE incidents SET state = 'new', came_back_words = $2 WHERE id = $1", id, why);
    forget_snooze(db, id);
    note(db, id, {ActivityKind::woke, Actor::schedule, why});
}

void forget_snooze(db::Session& db, std::int64_t id)
{
    db.exec("DELETE FROM incident_snoozes WHERE incident_id = $1", id);
}
} // namespace incidents
