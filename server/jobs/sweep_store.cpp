// What is left behind by processes that are gone.
#include "server/jobs/job_store.hpp"
#include "server/jobs/turn_store.hpp"

namespace jobs
{
namespace
{
struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

struct Held {
    std::string holder, expires_at;
};
BOOST_DESCRIBE_STRUCT(Held, (), (holder, expires_at))

constexpr auto scheduler_lease = std::chrono::seconds(15);

std::vector<Job> leased(db::Session& db, const db::Query& where)
{
    db::Query query(R"sql(
        SELECT id, kind, run_id, epoch, lease_token, losses, accidents, deaths, cancel_requested_at FROM jobs
         WHERE lease_until IS NOT NULL AND )sql");
    query.add(where).add(" ORDER BY id");
    if (db.engine() == db::Engine::postgres) query.add(" FOR UPDATE SKIP LOCKED");
    return db.all<Job>(query);
}
} // namespace

std::vector<Job> expired(db::Session& db)
{
    // A lease cannot end later than this unless the clock was set back: it is given its time anew.
    static constexpr auto shorten = "UPDATE jobs SET lease_until = $1 WHERE lease_until > $2";
    db.exec(shorten, db.now(lease_time), db.now(2 * lease_time));
    return leased(db, db::Query("lease_until < ?", db.now()));
}

std::vector<Job> of_other_boots(db::Session& db, const std::string& boot_id)
{
    static constexpr auto forget = "DELETE FROM workers WHERE boot_id <> $1";
    auto found = leased(db, db::Query("lease_owner NOT IN (SELECT id FROM workers WHERE boot_id = ?)", boot_id));
    db.exec(forget, boot_id);
    return found;
}

bool hold_scheduler(db::Session& db, const std::string& boot_id)
{
    static constexpr auto look_first = "SELECT holder, expires_at FROM leases WHERE name = 'scheduler'";
    static constexpr auto take = R"sql(
        INSERT INTO leases (name, holder, term, expires_at) VALUES ('scheduler', $1, 1, $2)
        ON CONFLICT (name) DO UPDATE SET holder = $1, expires_at = $2,
               term = leases.term + CASE WHEN leases.holder = $1 THEN 0 ELSE 1 END
         WHERE leases.holder = $1 OR leases.expires_at < $3 OR leases.expires_at > $4)sql";
    auto held = db.find<Held>(look_first);
    // Written once in a while only: an idle hub should not write to its disk all the time.
    if (held && held->holder == boot_id && held->expires_at > db.now(scheduler_lease / 2) &&
        held->expires_at <= db.now(scheduler_lease))
        return true;
    return db.exec(take, boot_id, db.now(scheduler_lease), db.now(), db.now(2 * scheduler_lease)) > 0;
}

std::int64_t repair(db::Session& db)
{
    static constexpr auto over = R"sql(
        DELETE FROM jobs_waiting WHERE waits_for_job_id IN (SELECT id FROM jobs WHERE ended_at IS NOT NULL))sql";
    static constexpr auto nowhere = R"sql(
        SELECT id FROM jobs j WHERE ended_at IS NULL AND lease_token IS NULL
           AND NOT EXISTS (SELECT 1 FROM jobs_ready r WHERE r.job_id = j.id)
           AND NOT EXISTS (SELECT 1 FROM jobs_waiting w WHERE w.job_id = j.id)
           AND NOT EXISTS (SELECT 1 FROM jobs_later l WHERE l.job_id = j.id) ORDER BY id)sql";
    db.exec(over);
    auto found = db.all<Id>(nowhere);
    for (const auto& [job] : found) make_ready(db, job);
    return static_cast<std::int64_t>(found.size());
}

void forget_ended(db::Session& db) { db.exec("DELETE FROM jobs WHERE ended_at < $1", db.now(-std::chrono::hours(24))); }

void note_worker(db::Session& db, const std::string& worker, const std::string& boot_id)
{
    static constexpr auto sql = R"sql(
        INSERT INTO workers (id, boot_id, started_at, heartbeat_at) VALUES ($1, $2, $3, $3)
        ON CONFLICT (id) DO UPDATE SET heartbeat_at = $3 WHERE workers.heartbeat_at < $4)sql";
    // Not at every look for work: an idle hub should not write to its disk all the time.
    db.exec(sql, worker, boot_id, db.now(), db.now(-std::chrono::seconds(10)));
}

void forget_workers(db::Session& db)
{
    db.exec("DELETE FROM workers WHERE heartbeat_at < $1", db.now(-std::chrono::hours(1)));
}
} // namespace jobs
