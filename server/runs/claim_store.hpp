#pragma once
// The worker's side of a run: claim, heartbeat, stages, end. Every write is fenced by epoch and a random lease token: a
// worker that was taken for dead writes nothing. Times are the database's.
#include "engine/process.hpp"
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace runs
{
inline constexpr std::chrono::seconds lease_time{30};
inline constexpr int crash_limit = 3; // deaths of workers; then the run is quarantined

// Proof of the right to write to a run.
struct Fence {
    std::int64_t run_id = 0;
    std::int64_t epoch = 0;
    std::string lease_token;
};

// A claimed run with everything its execution needs.
struct Claim {
    std::int64_t id = 0;
    std::int64_t epoch = 0;
    std::string lease_token;
    std::int64_t attempt = 0;
    std::int64_t error_attempts = 0, max_attempts = 0;
    departments::DepartmentRef department;
    feeds::FeedRef feed;
    std::string period;
    std::int64_t contract_version = 0;
    std::string contract_text;
    std::vector<std::string> approved; // limits that a person let through
    std::optional<std::string> approval_reason;
    std::string file_name; // of the upload, as are the next four
    std::string sha256;
    std::string storage_key;
    std::string uploader;
    std::string accepted_at;
    std::string trace_id;

    Fence fence() const { return {id, epoch, lease_token}; }
};
BOOST_DESCRIBE_STRUCT(Claim, (),
                      (id, epoch, lease_token, attempt, error_attempts, max_attempts, department, feed, period,
                       contract_version, contract_text, approved, approval_reason, file_name, sha256, storage_key,
                       uploader, accepted_at, trace_id))

void note_worker(db::Session& db, const std::string& worker, const std::string& boot_id);
// The next run that is due, or whose worker has died; a run that killed its third worker is quarantined instead.
std::optional<Claim> claim_next(db::Session& db, const std::string& worker);
// What a claim of the run would hold, without a lease: for looking at a run, not for working on it.
Claim input_of(db::Session& db, std::int64_t run_id);
// The file of the feed that was sent before that of the run: its hash.
std::optional<std::string> file_before(db::Session& db, std::int64_t run_id);
// Embedded mode, at boot: the runs of earlier boots lost their worker, so nobody waits for their leases. The caller
// holds the lock on the data folder. Returns how many.
std::int64_t release_runs_of_other_boots(db::Session& db, const std::string& boot_id);

enum class Pulse { alive, cancel_requested, lost };
Pulse heartbeat(db::Session& db, const Fence& fence);

// All of these return false where the fence no longer holds: drop everything then.
bool start_stage(db::Session& db, const Fence& fence, engine::StageName stage);
bool finish_stage(db::Session& db, const Fence& fence, const engine::StageReport& report);
bool succeed(db::Session& db, const Fence& fence, std::int64_t rows_in, std::int64_t rows_published,
             std::int64_t held_back);
bool hold(db::Session& db, const Fence& fence, const engine::Reason& reason, std::int64_t rows_in,
          std::int64_t held_back);
bool fail(db::Session& db, const Fence& fence, const engine::Reason& reason);
bool end_cancelled(db::Session& db, const Fence& fence);
// An accident: tries again later with full jitter (10 s · 2ⁿ, one hour at most); after max_attempts the run fails.
bool retry_later(db::Session& db, const Fence& fence, const engine::Reason& reason);
// Gives an unfinished run back at once, when the server stops.
bool release(db::Session& db, const Fence& fence);

// Checkpoints: what `stage` made of this input. Found again by a later attempt of the same run, or by a run whose chain
// of parents has one for the same input.
struct Checkpoint {
    std::string input_hash;
    std::string output_sha256;
    std::int64_t output_bytes = 0;
    std::string code_version;
};
BOOST_DESCRIBE_STRUCT(Checkpoint, (), (input_hash, output_sha256, output_bytes, code_version))
bool save_checkpoint(db::Session& db, const Fence& fence, std::int64_t attempt, engine::StageName stage,
                     const Checkpoint& checkpoint);
std::optional<Checkpoint> find_checkpoint(db::Session& db, std::int64_t run_id, engine::StageName stage,
                                          const std::string& input_hash, const std::string& code_version);
} // namespace runs
