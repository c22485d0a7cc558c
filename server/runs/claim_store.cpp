#include "server/runs/claim_store.hpp"
#include "base/ids.hpp"

namespace runs
{
namespace
{
struct Candidate {
    std::int64_t id = 0;
    std::int64_t epoch = 0;
    RunState state = RunState::queued;
    std::int64_t crash_count = 0;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, epoch, state, crash_count))

struct SentFile {
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(SentFile, (), (sha256))

// Ends the open attempt of a run.
void end_attempt(db::Session& db, std::int64_t run_id, std::string_view outcome)
{
    db.exec("UPDATE run_attempts SET finished_at = $2, outcome = $3 WHERE run_id = $1 AND finished_at IS NULL", run_id,
            db.now(), outcome);
}

void quarantine(db::Session& db, const Candidate& run)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = 'quarantined', crash_count = crash_count + 1, finished_at = $3, lease_token = NULL,
               lease_owner = NULL, lease_until = NULL, sealed_password = NULL, reason_code = 'worker_died', reason_answerable = FALSE,
               reason_message = $4
         WHERE id = $1 AND epoch = $2 AND state = 'running')sql";
    auto changed =
        db.exec(sql, run.id, run.epoch, db.now(),
                "This run has stopped its worker three times, so it is not tried again. An admin should look at "
                "the file and the log before it is run once more.");
    if (changed) end_attempt(db, run.id, "quarantined");
}

// A fresh attempt begins with six waiting stages.
void start_attempt(db::Session& db, std::int64_t run_id, const std::string& worker)
{
    static constexpr auto insert = R"sql(
        INSERT INTO run_attempts (run_id, attempt, started_at, worker)
        SELECT id, attempt, $2, $3 FROM runs WHERE id = $1)sql";
    end_attempt(db, run_id, "crash");
    db.exec(insert, run_id, db.now(), worker);
    db.exec("DELETE FROM run_stages WHERE run_id = $1", run_id);
}

std::optional<Candidate> next_candidate(db::Session& db)
{
    // Two workers that look at once must not wait for the same row; SQLite has one writer and no such words.
    static constexpr auto skip_locked = " FOR UPDATE OF r SKIP LOCKED";
    // Files are taken in the order they were sent where that matters: for the same feed and period, so that the newer
    // one becomes the newer version; and behind files of the feeds that they refer to.
    db::Query query(R"sql(
        SELECT r.id, r.epoch, r.state, r.crash_count FROM runs r
         WHERE r.kind = 'file'
           AND ((r.state = 'queued' AND r.not_before <= ?) OR (r.state = 'running' AND r.lease_until < ?))
           AND NOT EXISTS (SELECT 1 FROM runs e WHERE e.feed_id = r.feed_id AND e.period = r.period AND e.id < r.id
                              AND e.state IN ('queued', 'running'))
           AND NOT EXISTS (SELECT 1 FROM feed_references x JOIN feeds f ON f.key = x.resource AND f.id <> x.feed_id
                             JOIN runs e ON e.feed_id = f.id
                            WHERE x.feed_id = r.feed_id AND e.id < r.id AND e.state IN ('queued', 'running'))
         ORDER BY r.priority DESC, r.not_before, r.id LIMIT 1)sql",
                    db.now(), db.now());
    if (db.engine() == db::Engine::postgres) query.add(skip_locked);
    return db.find<Candidate>(query);
}
} // namespace

void note_worker(db::Session& db, const std::string& worker, const std::string& boot_id)
{
    static constexpr auto sql = R"sql(
        INSERT INTO workers (id, boot_id, started_at, heartbeat_at, caps) VALUES ($1, $2, $3, $3, 'file')
        ON CONFLICT (id) DO UPDATE SET heartbeat_at = $3 WHERE workers.heartbeat_at < $4)sql";
    // Not at every look for work: an idle hub should not write to its disk all the time.
    db.exec(sql, worker, boot_id, db.now(), db.now(-std::chrono::seconds(10)));
}

std::optional<Claim> claim_next(db::Session& db, const std::string& worker)
{
    static constexpr auto take = R"sql(
        UPDATE runs SET state = 'running', epoch = epoch + 1, lease_token = $3, lease_owner = $4, lease_until = $5,
               attempt = attempt + 1, crash_count = crash_count + CASE WHEN state = 'running' THEN 1 ELSE 0 END,
               started_at = COALESCE(started_at, $6), stage = NULL,
               stage_marks = '["waiting","waiting","waiting","waiting","waiting","waiting"]'
         WHERE id = $1 AND epoch = $2
           AND (state = 'queued' OR (state = 'running' AND lease_until < $6)))sql";
    while (auto candidate = next_candidate(db)) {
        if (candidate->state == RunState::running && candidate->crash_count + 1 >= crash_limit) {
            quarantine(db, *candidate);
            continue;
        }
        if (db.exec(take, candidate->id, candidate->epoch, random_hex(16), worker, db.now(lease_time), db.now()) == 0)
            continue;
        start_attempt(db, candidate->id, worker);
        return input_of(db, candidate->id);
    }
    return std::nullopt;
}

Claim input_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT r.id, r.epoch, COALESCE(r.lease_token, '') AS lease_token, r.attempt, r.error_attempts, r.max_attempts,
               d.id AS department_id, d.key AS department_key, d.name AS department_name,
               f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, r.period, r.contract_version,
               c.text AS contract_text, r.approved, r.approval_reason, u.file_name, u.sha256, u.storage_key, p.name AS uploader,
               u.accepted_at, r.trace_id
          FROM runs r JOIN departments d ON d.id = r.department_id JOIN feeds f ON f.id = r.feed_id
          JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
          JOIN uploads u ON u.id = r.upload_id JOIN users p ON p.id = u.uploader_id
         WHERE r.id = $1)sql";
    return db.find<Claim>(sql, run_id).value();
}

std::optional<std::string> file_before(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT u.sha256 FROM runs r JOIN uploads u ON u.feed_id = r.feed_id AND u.id < r.upload_id
         WHERE r.id = $1 ORDER BY u.id DESC LIMIT 1)sql";
    auto found = db.find<SentFile>(sql, run_id);
    return found ? std::optional(found->sha256) : std::nullopt;
}

std::int64_t release_runs_of_other_boots(db::Session& db, const std::string& boot_id)
{
    static constexpr auto orphans = R"sql(
        SELECT id, epoch, state, crash_count FROM runs
         WHERE state = 'running' AND lease_owner NOT IN (SELECT id FROM workers WHERE boot_id = $1) ORDER BY id)sql";
    static constexpr auto expire =
        "UPDATE runs SET lease_until = '' WHERE id = $1 AND epoch = $2 AND state = 'running'";
    std::int64_t released = 0;
    for (const auto& run : db.all<Candidate>(orphans, boot_id)) released += db.exec(expire, run.id, run.epoch);
    db.exec("DELETE FROM workers WHERE boot_id <> $1", boot_id);
    return released;
}

Pulse heartbeat(db::Session& db, const Fence& fence)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET lease_until = $4 WHERE id = $1 AND epoch = $2 AND lease_token = $3 AND state = 'running')sql";
    static constexpr auto asked =
        "SELECT CASE WHEN cancel_requested_at IS NULL THEN 0 ELSE 1 END AS asked FROM runs WHERE id = $1";
    if (db.exec(sql, fence.run_id, fence.epoch, fence.lease_token, db.now(lease_time)) == 0) return Pulse::lost;
    return db.value<bool>(asked, fence.run_id) ? Pulse::cancel_requested : Pulse::alive;
}
} // namespace runs
