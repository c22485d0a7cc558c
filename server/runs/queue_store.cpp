#include "server/runs/queue_store.hpp"
#include "server/jobs/job_store.hpp"
#include <algorithm>

namespace runs
{
namespace
{
struct Queued {
    std::int64_t department_id = 0, feed_id = 0;
    std::string period;
    std::optional<std::int64_t> estimate_ms;
};
BOOST_DESCRIBE_STRUCT(Queued, (), (department_id, feed_id, period, estimate_ms))

struct Earlier {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Earlier, (), (id))

constexpr std::int64_t unknown_ms = 1000; // of a feed that has no run yet

// The last one of the own line stands for all before it.
std::vector<std::int64_t> jobs_before(db::Session& db, const Queued& run)
{
    db::Query query(R"sql(
        SELECT id FROM jobs WHERE ended_at IS NULL AND (
               id = (SELECT MAX(e.id) FROM jobs e WHERE e.feed_id = ? AND e.period = ? AND e.ended_at IS NULL)
            OR id IN (SELECT e.id FROM feed_references x JOIN feeds f ON f.key = x.resource AND f.id <> x.feed_id
                        JOIN jobs e ON e.feed_id = f.id AND e.ended_at IS NULL WHERE x.feed_id = ?))
         ORDER BY id)sql",
                    run.feed_id, run.period, run.feed_id);
    // Locked, so that none of them ends unseen before this transaction does.
    if (db.engine() == db::Engine::postgres) query.add(" FOR UPDATE");
    std::vector<std::int64_t> ids;
    for (const auto& [id] : db.all<Earlier>(query)) ids.push_back(id);
    return ids;
}
} // namespace

void take_turn(db::Session& db, std::int64_t feed_id)
{
    if (db.engine() == db::Engine::postgres)
        db.run(db::Query("SELECT id FROM feeds WHERE id = ? FOR NO KEY UPDATE", feed_id));
}

void enqueue(db::Session& db, std::int64_t run_id, jobs::Lane lane)
{
    static constexpr auto sql = R"sql(
        SELECT r.department_id, r.feed_id, r.period,
               (SELECT CAST(AVG(l.took_ms) AS BIGINT) FROM (SELECT took_ms FROM runs e
                 WHERE e.feed_id = r.feed_id AND e.took_ms IS NOT NULL ORDER BY e.id DESC LIMIT 8) l) AS estimate_ms
          FROM runs r WHERE r.id = $1)sql";
    auto run = db.find<Queued>(sql, run_id).value();
    jobs::create(db, {.kind = jobs::Kind::file,
                      .run_id = run_id,
                      .owner = "department:" + std::to_string(run.department_id),
                      .lane = lane,
                      .feed_id = run.feed_id,
                      .period = run.period,
                      .estimate_ms = std::max<std::int64_t>(1, run.estimate_ms.value_or(unknown_ms)),
                      .after = jobs_before(db, run)});
}
} // namespace runs
