#include "server/events/event_store.hpp"

namespace events
{
void append(db::Session& db, Kind kind, std::optional<std::int64_t> audience, const std::string& payload,
            const std::optional<std::string>& masked_payload)
{
    static constexpr auto sql = R"sql(
        INSERT INTO events (audience, kind, payload, masked_payload, at) VALUES ($1, $2, $3, $4, $5))sql";
    db.exec(sql, audience, kind, payload, masked_payload, db.now());
}

Kept kept(db::Session& db)
{
    static constexpr auto sql = "SELECT COALESCE(MIN(id), 0) AS oldest, COALESCE(MAX(id), 0) AS newest FROM events";
    return db.find<Kept>(sql).value();
}

std::vector<Event> between(db::Session& db, std::int64_t after, std::int64_t up_to, std::int64_t most)
{
    static constexpr auto sql = R"sql(
        SELECT id, audience, kind, payload, masked_payload FROM events WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3)sql";
    return db.all<Event>(sql, after, up_to, most);
}

std::vector<Latest> latest(db::Session& db, std::int64_t after, std::int64_t most)
{
    db::Query query("SELECT id, audience, kind, payload, masked_payload, ");
    if (db.engine() == db::Engine::postgres)
        query.add("CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)");
    else
        query.add("0");
    query.add(" AS oldest_open FROM events WHERE id > ? ORDER BY id LIMIT ?", after, most);
    return db.all<Latest>(query);
}

std::int64_t next_transaction(db::Session& db)
{
    return db.value<std::int64_t>("SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)");
}

void forget_old(db::Session& db)
{
    // The newest stays: by it a listener is known to have heard everything. So does what incidents are opened from.
    static constexpr auto sql = R"sql(
        DELETE FROM events
         WHERE at < $1 AND id < (SELECT MAX(id) FROM events) AND (seen_by_incidents OR kind NOT IN ('run', 'due_file', 'source')))sql";
    db.exec(sql, db.now(-std::chrono::hours(24)));
}
} // namespace events
