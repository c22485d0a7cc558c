#include "base/clock.hpp"
#include "server/runs/claim_store.hpp"
#include <algorithm>
#include <random>

namespace runs
{
namespace
{
struct Marks {
    StageMarks stage_marks;
    std::optional<std::string> started_at;
    std::int64_t error_attempts = 0;
    std::int64_t max_attempts = 0;
};
BOOST_DESCRIBE_STRUCT(Marks, (), (stage_marks, started_at, error_attempts, max_attempts))

struct StageTimes {
    std::string started_at;
};
BOOST_DESCRIBE_STRUCT(StageTimes, (), (started_at))

// What the run shows, if the fence holds. On PostgreSQL the row stays locked, so that what follows writes what was
// read.
std::optional<Marks> fenced(db::Session& db, const Fence& fence)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET priority = priority WHERE id = $1 AND epoch = $2 AND lease_token = $3 AND state = 'running'
        RETURNING stage_marks, started_at, error_attempts, max_attempts)sql";
    return db.find<Marks>(sql, fence.run_id, fence.epoch, fence.lease_token);
}

void write_marks(db::Session& db, const Fence& fence, const StageMarks& marks)
{
    db.exec("UPDATE runs SET stage_marks = $2 WHERE id = $1", fence.run_id, marks);
}

// A run that stops shows where: stages that were running carry `how`, those that never ran stay as they are.
void stop_stages(db::Session& db, const Fence& fence, StageMarks marks, StageState how)
{
    static constexpr auto sql =
        "UPDATE run_stages SET state = $2, finished_at = $3 WHERE run_id = $1 AND state = 'running'";
    db.exec(sql, fence.run_id, how, db.now());
    for (auto& mark : marks)
        if (mark == StageState::running) mark = how;
    write_marks(db, fence, marks);
}

void end_attempt(db::Session& db, const Fence& fence, std::string_view outcome)
{
    db.exec("UPDATE run_attempts SET finished_at = $2, outcome = $3 WHERE run_id = $1 AND finished_at IS NULL",
            fence.run_id, db.now(), outcome);
}

std::int64_t took_ms(db::Session& db, const Marks& marks)
{
    return marks.started_at ? between(*marks.started_at, db.now()).count() : 0;
}

// Leaves `running` for good. held has no finished_at: it waits.
void end(db::Session& db, const Fence& fence, const Marks& marks, RunState state,
         const std::optional<engine::Reason>& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = $2, finished_at = $3, took_ms = $4, lease_token = NULL, lease_owner = NULL,
               lease_until = NULL, reason_code = $5, reason_message = $6, reason_answerable = $7,
               ended_by = CASE WHEN $2 = 'cancelled' THEN 'person' ELSE ended_by END,
               sealed_password = CASE WHEN $2 = 'held' THEN sealed_password END
         WHERE id = $1)sql";
    auto finished = is_final(state) ? std::optional(db.now()) : std::nullopt;
    std::optional<std::string> code, message;
    std::optional<bool> answerable;
    if (reason) {
        code = reason->code;
        message = reason->message;
        answerable = reason->answerable;
    }
    db.exec(sql, fence.run_id, state, finished, took_ms(db, marks), code, message, answerable);
    end_attempt(db, fence, json::enum_text(state));
}

void requeue(db::Session& db, const Fence& fence, const std::string& not_before, std::int64_t more_errors)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = 'queued', lease_token = NULL, lease_owner = NULL, lease_until = NULL, stage = NULL,
               stage_marks = '["waiting","waiting","waiting","waiting","waiting","waiting"]', not_before = $2,
               error_attempts = error_attempts + $3
         WHERE id = $1)sql";
    db.exec(sql, fence.run_id, not_before, more_errors);
    db.exec("DELETE FROM run_stages WHERE run_id = $1", fence.run_id);
}
} // namespace

bool start_stage(db::Session& db, const Fence& fence, engine::StageName stage)
{
    static constexpr auto insert = R"sql(
        INSERT INTO run_stages (run_id, stage, state, started_at) VALUES ($1, $2, 'running', $3)
        ON CONFLICT (run_id, stage) DO UPDATE SET state = 'running', started_at = $3)sql";
    auto marks = fenced(db, fence);
    if (!marks) return false;
    db.exec(insert, fence.run_id, stage, db.now());
    db.exec("UPDATE runs SET stage = $2 WHERE id = $1", fence.run_id, stage);
    marks->stage_marks[static_cast<std::size_t>(stage)] = StageState::running;
    write_marks(db, fence, marks->stage_marks);
    return true;
}

bool finish_stage(db::Session& db, const Fence& fence, const engine::StageReport& report)
{
    static constexpr auto started = "SELECT started_at FROM run_stages WHERE run_id = $1 AND stage = $2";
    static constexpr auto sql = R"sql(
        INSERT INTO run_stages (run_id, stage, state, started_at, finished_at, took_ms, rows_in, rows_out, messages)
        VALUES ($1, $2, 'done', $3, $3, $4, $5, $6, $7)
        ON CONFLICT (run_id, stage) DO UPDATE SET state = 'done', finished_at = $3, took_ms = $4, rows_in = $5,
               rows_out = $6, messages = $7)sql";
    auto marks = fenced(db, fence);
    if (!marks) return false;
    auto now = db.now();
    auto since = db.find<StageTimes>(started, fence.run_id, report.stage);
    auto took = since ? between(since->started_at, now).count() : 0;
    // Nothing has counted rows before the file is read.
    bool counted = report.stage != engine::StageName::receive;
    auto rows_in = counted ? std::optional(report.rows_in) : std::nullopt;
    auto rows_out = counted ? std::optional(report.rows_out) : std::nullopt;
    db.exec(sql, fence.run_id, report.stage, now, took, rows_in, rows_out, report.messages);
    marks->stage_marks[static_cast<std::size_t>(report.stage)] = StageState::done;
    write_marks(db, fence, marks->stage_marks);
    return true;
}

bool succeed(db::Session& db, const Fence& fence, std::int64_t rows_in, std::int64_t rows_published,
             std::int64_t held_back)
{
    static constexpr auto rows = "UPDATE runs SET rows_in = $2, rows_published = $3, held_back = $4 WHERE id = $1";
    auto marks = fenced(db, fence);
    if (!marks) return false;
    db.exec(rows, fence.run_id, rows_in, rows_published, held_back);
    end(db, fence, *marks, RunState::succeeded, std::nullopt);
    return true;
}

bool hold(db::Session& db, const Fence& fence, const engine::Reason& reason, std::int64_t rows_in,
          std::int64_t held_back)
{
    static constexpr auto rows = "UPDATE runs SET rows_in = $2, held_back = $3 WHERE id = $1";
    auto marks = fenced(db, fence);
    if (!marks) return false;
    db.exec(rows, fence.run_id, rows_in, held_back);
    // The engine has finished checking and says that a person must look: the check is where it is held.
    auto& check = marks->stage_marks[static_cast<std::size_t>(engine::StageName::validate)];
    if (check == StageState::done) {
        check = StageState::held;
        db.exec("UPDATE run_stages SET state = 'held' WHERE run_id = $1 AND stage = 'validate'", fence.run_id);
    }
    stop_stages(db, fence, marks->stage_marks, StageState::held);
    end(db, fence, *marks, RunState::held, reason);
    return true;
}

bool fail(db::Session& db, const Fence& fence, const engine::Reason& reason)
{
    auto marks = fenced(db, fence);
    if (!marks) return false;
    stop_stages(db, fence, marks->stage_marks, StageState::failed);
    end(db, fence, *marks, RunState::failed, reason);
    return true;
}

bool end_cancelled(db::Session& db, const Fence& fence)
{
    auto marks = fenced(db, fence);
    if (!marks) return false;
    stop_stages(db, fence, marks->stage_marks, StageState::skipped);
    end(db, fence, *marks, RunState::cancelled, std::nullopt);
    return true;
}

bool retry_later(db::Session& db, const Fence& fence, const engine::Reason& reason)
{
    auto marks = fenced(db, fence);
    if (!marks) return false;
    if (marks->error_attempts + 1 >= marks->max_attempts) return fail(db, fence, reason);
    thread_local std::minstd_rand random{std::random_device{}()};
    auto most = std::min<std::int64_t>(10'000LL << std::min<std::int64_t>(marks->error_attempts, 9), 3'600'000);
    std::uniform_int_distribution<std::int64_t> jitter(0, most);
    end_attempt(db, fence, "error");
    requeue(db, fence, db.now(std::chrono::milliseconds(jitter(random))), 1);
    return true;
}

bool release(db::Session& db, const Fence& fence)
{
    if (!fenced(db, fence)) return false;
    end_attempt(db, fence, "released");
    requeue(db, fence, db.now(), 0);
    return true;
}

bool save_checkpoint(db::Session& db, const Fence& fence, std::int64_t attempt, engine::StageName stage,
                     const Checkpoint& checkpoint)
{
    static constexpr auto sql = R"sql(
        INSERT INTO stage_results (run_id, attempt, stage, input_hash, output_sha256, output_bytes, code_version, epoch)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql";
    if (!fenced(db, fence)) return false;
    db.exec(sql, fence.run_id, attempt, stage, checkpoint.input_hash, checkpoint.output_sha256, checkpoint.output_bytes,
            checkpoint.code_version, fence.epoch);
    return true;
}

std::optional<Checkpoint> find_checkpoint(db::Session& db, std::int64_t run_id, engine::StageName stage,
                                          const std::string& input_hash, const std::string& code_version)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE chain (id) AS (
            SELECT id FROM runs WHERE id = $1
            UNION ALL SELECT r.parent_run_id FROM runs r JOIN chain c ON r.id = c.id WHERE r.parent_run_id IS NOT NULL)
        SELECT x.input_hash, x.output_sha256, x.output_bytes, x.code_version FROM stage_results x JOIN chain c ON c.id = x.run_id
         WHERE x.stage = $2 AND x.input_hash = $3 AND x.code_version = $4 ORDER BY x.run_id DESC, x.attempt DESC LIMIT 1)sql";
    return db.find<Checkpoint>(sql, run_id, stage, input_hash, code_version);
}
} // namespace runs
