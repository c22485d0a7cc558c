#include "server/runs/progress_store.hpp"
#include "base/clock.hpp"
#include <algorithm>
#include <random>

namespace runs
{
namespace
{
struct Marks {
    StageMarks stage_marks;
    std::optional<std::string> started_at;
};
BOOST_DESCRIBE_STRUCT(Marks, (), (stage_marks, started_at))

struct StageTimes {
    std::string started_at;
};
BOOST_DESCRIBE_STRUCT(StageTimes, (), (started_at))

constexpr auto no_marks = R"(["waiting","waiting","waiting","waiting","waiting","waiting"])";

// What the run shows, if the fence holds.
std::optional<Marks> fenced(db::Session& db, const Fence& fence)
{
    static constexpr auto sql = "SELECT stage_marks, started_at FROM runs WHERE id = $1";
    if (!jobs::holds(db, fence)) return std::nullopt;
    return db.find<Marks>(sql, fence.run_id);
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

void end_attempt(db::Session& db, std::int64_t run_id, std::string_view outcome)
{
    db.exec("UPDATE run_attempts SET finished_at = $2, outcome = $3 WHERE run_id = $1 AND finished_at IS NULL", run_id,
            db.now(), outcome);
}

std::int64_t took_ms(db::Session& db, const Marks& marks)
{
    return marks.started_at ? between(*marks.started_at, db.now()).count() : 0;
}

jobs::Ending ending_of(RunState state)
{
    if (state == RunState::cancelled) return jobs::Ending::cancelled;
    return state == RunState::failed || state == RunState::quarantined ? jobs::Ending::failed : jobs::Ending::done;
}

// Leaves `running` for good. held has no finished_at: it waits.
void end(db::Session& db, const Fence& fence, const Marks& marks, RunState state,
         const std::optional<engine::Reason>& reason)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = $2, finished_at = $3, took_ms = $4, reason_code = $5, reason_message = $6,
               reason_answerable = $7,
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
    end_attempt(db, fence.run_id, json::enum_text(state));
    jobs::end(db, fence, ending_of(state));
}

void requeue(db::Session& db, std::int64_t run_id, std::string_view outcome)
{
    static constexpr auto sql = R"sql(
        UPDATE runs SET state = 'queued', stage = NULL, stage_marks = $2 WHERE id = $1 AND state = 'running')sql";
    end_attempt(db, run_id, outcome);
    db.exec(sql, run_id, std::string_view(no_marks));
    db.exec("DELETE FROM run_stages WHERE run_id = $1", run_id);
}

// Full jitter (10 s · 2ⁿ, one hour at most).
std::chrono::milliseconds wait_after(std::int64_t tries)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    auto most = std::min<std::int64_t>(10'000LL << std::min<std::int64_t>(tries, 9), 3'600'000);
    return std::chrono::milliseconds(std::uniform_int_distribution<std::int64_t>(1, most)(random));
}

// Where trying again is over: the state in which the run ends.
std::optional<RunState> given_up(const jobs::Job& job, Fault fault)
{
    switch (fault) {
    case Fault::surroundings:
        return std::nullopt;
    case Fault::unknown:
        return job.accidents + 1 >= most_accidents ? std::optional(RunState::failed) : std::nullopt;
    case Fault::child:
        return job.deaths + 1 >= most_deaths ? std::optional(RunState::quarantined) : std::nullopt;
    case Fault::memory:
        return job.deaths + 1 >= most_deaths ? std::optional(RunState::failed) : std::nullopt;
    }
    return std::nullopt;
}
} // namespace

std::optional<Claim> begin(db::Session& db, const jobs::Job& job, const std::string& worker)
{
    static constexpr auto start = R"sql(
        UPDATE runs SET state = 'running', attempt = attempt + 1, started_at = COALESCE(started_at, $2), stage = NULL,
               stage_marks = $3
         WHERE id = $1)sql";
    static constexpr auto attempt = R"sql(
        INSERT INTO run_attempts (run_id, attempt, started_at, worker)
        SELECT id, attempt, $2, $3 FROM runs WHERE id = $1)sql";
    auto run = job.run_id.value();
    db.exec(start, run, db.now(), std::string_view(no_marks));
    db.exec(attempt, run, db.now(), worker);
    db.exec("DELETE FROM run_stages WHERE run_id = $1", run);
    if (job.cancel_requested_at) {
        end_cancelled(db, {job.fence(), run});
        return std::nullopt;
    }
    auto claim = input_of(db, run);
    claim.job = job;
    return claim;
}

void lost(db::Session& db, const jobs::Job& job)
{
    requeue(db, job.run_id.value(), "crash");
    jobs::lost(db, job);
}

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

bool retry_later(db::Session& db, const Claim& claim, Fault fault, const engine::Reason& reason)
{
    auto fence = claim.fence();
    auto marks = fenced(db, fence);
    if (!marks) return false;
    if (jobs::look(db, fence) == jobs::Pulse::cancel_requested) return end_cancelled(db, fence);
    if (auto state = given_up(claim.job, fault)) {
        stop_stages(db, fence, marks->stage_marks, StageState::failed);
        end(db, fence, *marks, *state, reason);
        return true;
    }
    bool death = fault == Fault::child || fault == Fault::memory;
    requeue(db, fence.run_id, "error");
    jobs::try_later(db, fence, wait_after(death ? claim.job.deaths : claim.job.accidents),
                    death ? jobs::Why::death : jobs::Why::accident);
    return true;
}

bool release(db::Session& db, const Fence& fence)
{
    if (!fenced(db, fence)) return false;
    requeue(db, fence.run_id, "released");
    jobs::give_back(db, fence);
    return true;
}
} // namespace runs
