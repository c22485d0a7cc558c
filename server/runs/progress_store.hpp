#pragma once
// The worker's side of a run: begin, stages, end. Every write is fenced by the run's job: a worker that was taken for
// dead writes nothing. Times are the database's.
#include "engine/run/job.hpp"
#include "engine/run/watcher.hpp"
#include "server/db/session.hpp"
#include "server/jobs/job_store.hpp"
#include "server/runs/input_store.hpp"
#include "server/runs/run.hpp"
#include <optional>
#include <string>

namespace runs
{
inline constexpr int most_accidents = 3; // of a kind that nobody knows; then the run fails
inline constexpr int most_deaths = 2;    // of the engine's child: once is no proof against the file

// Begins the run of a claimed job. Nothing where a person had cancelled it meanwhile: then it has ended.
std::optional<Claim> begin(db::Session& db, const jobs::Job& job, const std::string& worker);
// The worker of the job is gone, as is what it did since its last checkpoint.
void lost(db::Session& db, const jobs::Job& job);

// All of these return false where the fence no longer holds: drop everything then.
bool start_stage(db::Session& db, const Fence& fence, engine::StageName stage);
bool finish_stage(db::Session& db, const Fence& fence, const engine::StageReport& report);
bool succeed(db::Session& db, const Fence& fence, std::int64_t rows_in, std::int64_t rows_published,
             std::int64_t held_back);
bool hold(db::Session& db, const Fence& fence, const engine::Reason& reason, std::int64_t rows_in,
          std::int64_t held_back);
bool fail(db::Session& db, const Fence& fence, const engine::Reason& reason);
bool end_cancelled(db::Session& db, const Fence& fence);

enum class Fault {
    surroundings, // the disk is full, the database is away: waits until that is over
    unknown,      // tried `most_accidents` times, then the run fails for `reason`
    child,        // the engine's child died: tried `most_deaths` times, then the run is quarantined
    memory,       // for want of memory: the same, then the run fails
};
// Tries again later with full jitter (10 s · 2ⁿ, one hour at most). A person who cancelled meanwhile has their way.
bool retry_later(db::Session& db, const Claim& claim, Fault fault, const engine::Reason& reason);
// Gives an unfinished run back at once, when the server stops.
bool release(db::Session& db, const Fence& fence);
} // namespace runs
