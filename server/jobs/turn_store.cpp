#include "server/jobs/turn_store.hpp"
#include <algorithm>

namespace jobs
{
namespace
{
struct Id {
    std::int64_t job_id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (job_id))

struct Turn {
    std::int64_t lane = 0, estimate_ms = 0, needs = 0, share_id = 0, weight = 1, own = 0, latest = 0;
    std::optional<std::int64_t> head; // of the lane
};
BOOST_DESCRIBE_STRUCT(Turn, (), (lane, estimate_ms, needs, share_id, weight, own, latest, head))

struct Limit {
    std::optional<std::int64_t> max_running;
};
BOOST_DESCRIBE_STRUCT(Limit, (), (max_running))

// SQLite has one writer and no such words.
void lock_rows(db::Session& db, db::Query& query)
{
    if (db.engine() == db::Engine::postgres) query.add(" FOR UPDATE");
}

Limit lock_share(db::Session& db, std::int64_t share_id)
{
    db::Query query("SELECT max_running FROM job_shares WHERE id = ?", share_id);
    lock_rows(db, query);
    return db.find<Limit>(query).value_or(Limit{});
}
} // namespace

void make_ready(db::Session& db, std::int64_t job_id)
{
    static constexpr auto turn = R"sql(
        SELECT j.lane, j.estimate_ms, j.needs, j.share_id, s.weight, s.vtime AS own,
               (SELECT vtime FROM job_shares ORDER BY vtime DESC LIMIT 1) AS latest,
               (SELECT r.vtime FROM jobs_ready r WHERE r.lane = j.lane ORDER BY r.vtime LIMIT 1) AS head
          FROM jobs j JOIN job_shares s ON s.id = j.share_id WHERE j.id = $1)sql";
    static constexpr auto insert = R"sql(
        INSERT INTO jobs_ready (job_id, lane, vtime, ready_at, needs) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (job_id) DO NOTHING)sql";
    auto at = db.find<Turn>(turn, job_id);
    if (!at) return; // gone with its department
    auto start = std::max(at->own, at->head.value_or(at->latest));
    db.exec("UPDATE job_shares SET vtime = $2 WHERE id = $1", at->share_id, start + at->estimate_ms / at->weight);
    db.exec(insert, job_id, at->lane, start, db.now(), at->needs);
}

void promote(db::Session& db, std::int64_t job_id)
{
    static constexpr auto pass_on = R"sql(
        INSERT INTO jobs_waiting (job_id, waits_for_job_id)
        SELECT behind.job_id, own.waits_for_job_id FROM jobs_waiting behind JOIN jobs_waiting own ON own.job_id = $1
         WHERE behind.waits_for_job_id = $1 AND own.waits_for_job_id IS NOT NULL
        ON CONFLICT (job_id, waits_for_job_id) DO NOTHING)sql";
    static constexpr auto waits = "SELECT EXISTS (SELECT 1 FROM jobs_waiting WHERE job_id = $1)";
    // Locked, so that of two jobs that end at once the later one sees what the earlier one did.
    db::Query behind(R"sql(
        SELECT id AS job_id FROM jobs WHERE id IN (SELECT job_id FROM jobs_waiting WHERE waits_for_job_id = ?) ORDER BY id)sql",
                     job_id);
    lock_rows(db, behind);
    auto waiting = db.all<Id>(behind);
    if (waiting.empty()) return;
    db.exec(pass_on, job_id);
    db.exec("DELETE FROM jobs_waiting WHERE waits_for_job_id = $1", job_id);
    for (const auto& [waiter] : waiting)
        if (!db.value<bool>(waits, waiter)) make_ready(db, waiter);
}

void take_out(db::Session& db, std::int64_t job_id)
{
    db.exec("DELETE FROM jobs_ready WHERE job_id = $1", job_id);
    db.exec("DELETE FROM jobs_later WHERE job_id = $1", job_id);
}

void promote_due(db::Session& db)
{
    static constexpr auto due = "DELETE FROM jobs_later WHERE not_before <= $1 OR since > $1 RETURNING job_id";
    for (const auto& [job] : db.all<Id>(due, db.now())) make_ready(db, job);
}

bool is_full(db::Session& db, std::int64_t share_id, std::int64_t most)
{
    static constexpr auto running = "SELECT COUNT(*) FROM jobs WHERE share_id = $1 AND lease_token IS NOT NULL";
    auto limit = lock_share(db, share_id).max_running.value_or(most);
    return db.value<std::int64_t>(running, share_id) >= limit;
}

void unpark(db::Session& db, std::int64_t share_id)
{
    static constexpr auto next = R"sql(
        DELETE FROM jobs_waiting WHERE share_id = $1
           AND job_id = (SELECT job_id FROM jobs_waiting WHERE share_id = $1 ORDER BY job_id LIMIT 1)
        RETURNING job_id)sql";
    lock_share(db, share_id);
    for (const auto& [job] : db.all<Id>(next, share_id)) make_ready(db, job);
}
} // namespace jobs
