#include "server/runs/gauge_store.hpp"

namespace runs
{
QueueState queue_state(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT (SELECT count(*) FROM runs WHERE state = 'queued') AS queued,
               (SELECT min(created_at) FROM runs WHERE state = 'queued') AS oldest_queued_at,
               (SELECT count(*) FROM jobs WHERE lease_until < $1) AS expired_leases,
               (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS outbox_pending,
               (SELECT min(created_at) FROM outbox WHERE sent_at IS NULL) AS oldest_unsent_at)sql";
    return *db.find<QueueState>(sql, db.now());
}

std::int64_t queue_depth(db::Session& db)
{
    return db.value<std::int64_t>("SELECT count(*) FROM runs WHERE state = 'queued'");
}

std::vector<WorkerState> live_workers(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT id, started_at, heartbeat_at FROM workers WHERE heartbeat_at > $1 ORDER BY id)sql";
    return db.all<WorkerState>(sql, db.now(std::chrono::minutes(-1)));
}

void forget_workers(db::Session& db) { db.exec("DELETE FROM workers"); }
} // namespace runs
