#include "server/jobs/job_store.hpp"
#include "base/ids.hpp"
#include "server/jobs/turn_store.hpp"

namespace jobs
{
namespace
{
struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

struct Share {
    std::int64_t share_id = 0;
};
BOOST_DESCRIBE_STRUCT(Share, (), (share_id))

struct Asked {
    std::optional<std::string> cancel_requested_at;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (cancel_requested_at))

struct Unfinished {
    std::int64_t id = 0, share_id = 0;
    std::optional<std::string> lease_token;
};
BOOST_DESCRIBE_STRUCT(Unfinished, (), (id, share_id, lease_token))

std::int64_t share_of(db::Session& db, const std::string& owner)
{
    static constexpr auto known = "SELECT id FROM job_shares WHERE owner = $1";
    static constexpr auto make = R"sql(
        INSERT INTO job_shares (owner) VALUES ($1) ON CONFLICT (owner) DO UPDATE SET owner = $1 RETURNING id)sql";
    auto found = db.find<Id>(known, owner);
    return found ? found->id : db.value<std::int64_t>(make, owner);
}

// The lease ends; a place of the share becomes free.
void drop_lease(db::Session& db, const Fence& fence)
{
    static constexpr auto sql = R"sql(
        UPDATE jobs SET lease_token = NULL, lease_owner = NULL, lease_until = NULL WHERE id = $1 AND epoch = $2
        RETURNING share_id)sql";
    if (auto freed = db.find<Share>(sql, fence.job_id, fence.epoch)) unpark(db, freed->share_id);
}

void put_later(db::Session& db, std::int64_t job_id, std::chrono::milliseconds wait)
{
    static constexpr auto sql = "INSERT INTO jobs_later (job_id, not_before, since) VALUES ($1, $2, $3)";
    if (wait.count() == 0) return make_ready(db, job_id);
    db.exec(sql, job_id, db.now(wait), db.now());
}

Pulse pulse_of(const std::optional<Asked>& held)
{
    if (!held) return Pulse::lost;
    return held->cancel_requested_at ? Pulse::cancel_requested : Pulse::alive;
}
} // namespace

std::int64_t create(db::Session& db, const NewJob& job)
{
    static constexpr auto insert = R"sql(
        INSERT INTO jobs (kind, run_id, share_id, lane, feed_id, period, estimate_ms, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id)sql";
    static constexpr auto wait = "INSERT INTO jobs_waiting (job_id, waits_for_job_id) VALUES ($1, $2)";
    auto id =
        db.value<std::int64_t>(insert, job.kind, job.run_id, share_of(db, job.owner),
                               static_cast<std::int64_t>(job.lane), job.feed_id, job.period, job.estimate_ms, db.now());
    for (auto earlier : job.after) db.exec(wait, id, earlier);
    if (job.after.empty()) make_ready(db, id);
    return id;
}

std::optional<Job> claim(db::Session& db, const std::string& worker, Lane last, std::int64_t most_of_share)
{
    static constexpr auto share = "SELECT share_id FROM jobs WHERE id = $1";
    static constexpr auto park = "INSERT INTO jobs_waiting (job_id, share_id) VALUES ($1, $2)";
    static constexpr auto lease = R"sql(
        UPDATE jobs SET epoch = epoch + 1, lease_token = $2, lease_owner = $3, lease_until = $4
         WHERE id = $1 AND ended_at IS NULL AND lease_token IS NULL
        RETURNING id, kind, run_id, epoch, lease_token, losses, accidents, deaths, cancel_requested_at)sql";
    // Two workers that look at once must not wait for the same row; SQLite has one writer and no such words.
    db::Query take(R"sql(
        DELETE FROM jobs_ready WHERE job_id = (
            SELECT job_id FROM jobs_ready WHERE lane <= ? AND needs <= ? ORDER BY lane, vtime, ready_at, job_id LIMIT 1)sql",
                   static_cast<std::int64_t>(last), code_version);
    if (db.engine() == db::Engine::postgres) take.add(" FOR UPDATE SKIP LOCKED");
    take.add(") RETURNING job_id AS id");
    promote_due(db);
    while (auto next = db.find<Id>(take)) {
        auto of = db.find<Share>(share, next->id);
        if (of && is_full(db, of->share_id, most_of_share)) {
            db.exec(park, next->id, of->share_id);
            continue;
        }
        if (auto job = db.find<Job>(lease, next->id, random_hex(16), worker, db.now(lease_time))) return job;
    }
    return std::nullopt;
}

Pulse heartbeat(db::Session& db, const Fence& fence)
{
    static constexpr auto sql = R"sql(
        UPDATE jobs SET lease_until = $4 WHERE id = $1 AND epoch = $2 AND lease_token = $3
        RETURNING cancel_requested_at)sql";
    return pulse_of(db.find<Asked>(sql, fence.job_id, fence.epoch, fence.lease_token, db.now(lease_time)));
}

Pulse look(db::Session& db, const Fence& fence)
{
    static constexpr auto sql =
        "SELECT cancel_requested_at FROM jobs WHERE id = $1 AND epoch = $2 AND lease_token = $3";
    return pulse_of(db.find<Asked>(sql, fence.job_id, fence.epoch, fence.lease_token));
}

bool holds(db::Session& db, const Fence& fence)
{
    db::Query query("SELECT id FROM jobs WHERE id = ? AND epoch = ? AND lease_token = ?", fence.job_id, fence.epoch,
                    fence.lease_token);
    if (db.engine() == db::Engine::postgres) query.add(" FOR UPDATE");
    return db.find<Id>(query).has_value();
}

void end(db::Session& db, const Fence& fence, Ending outcome)
{
    drop_lease(db, fence);
    db.exec("UPDATE jobs SET ended_at = $2, outcome = $3 WHERE id = $1", fence.job_id, db.now(), outcome);
    promote(db, fence.job_id);
}

void try_later(db::Session& db, const Fence& fence, std::chrono::milliseconds wait, Why why)
{
    static constexpr auto count = "UPDATE jobs SET accidents = accidents + $2, deaths = deaths + $3 WHERE id = $1";
    drop_lease(db, fence);
    db.exec(count, fence.job_id, std::int64_t{why == Why::accident}, std::int64_t{why == Why::death});
    put_later(db, fence.job_id, wait);
}

void give_back(db::Session& db, const Fence& fence)
{
    drop_lease(db, fence);
    make_ready(db, fence.job_id);
}

std::optional<bool> cancel_run(db::Session& db, std::int64_t run_id)
{
    static constexpr auto open = "SELECT id, share_id, lease_token FROM jobs WHERE run_id = $1 AND ended_at IS NULL";
    static constexpr auto ask =
        "UPDATE jobs SET cancel_requested_at = COALESCE(cancel_requested_at, $2) WHERE id = $1 AND ended_at IS NULL";
    auto job = db.find<Unfinished>(open, run_id);
    if (!job) return std::nullopt;
    take_out(db, job->id); // first, as a claim does: then the two take the rows in the same order
    if (db.exec(ask, job->id, db.now()) == 0) return std::nullopt;
    if (db.find<Unfinished>(open, run_id).value().lease_token) return false;
    db.exec("UPDATE jobs SET ended_at = $2, outcome = $3 WHERE id = $1", job->id, db.now(), Ending::cancelled);
    promote(db, job->id);
    db.exec("DELETE FROM jobs_waiting WHERE job_id = $1", job->id);
    return true;
}

void lost(db::Session& db, const Job& job)
{
    // The hub's deaths do not count against a file; one that was in work at each of them waits a little before the
    // next, so that others get their turn.
    auto wait = job.losses < 2 ? std::chrono::seconds(0) : std::chrono::seconds(5);
    drop_lease(db, job.fence());
    db.exec("UPDATE jobs SET losses = losses + 1 WHERE id = $1", job.id);
    put_later(db, job.id, wait);
}
} // namespace jobs
