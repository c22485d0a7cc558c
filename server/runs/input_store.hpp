#pragma once
// What the execution of a run needs.
#include "server/db/session.hpp"
#include "server/jobs/job.hpp"
#include "server/runs/run.hpp"
#include <optional>
#include <string>
#include <vector>

namespace runs
{
// A worker's right to write to a run: its job's.
struct Fence : jobs::Fence {
    std::int64_t run_id = 0;
};

// A run with everything its execution needs; where a worker has claimed it, with its job.
struct Claim {
    std::int64_t id = 0;
    std::int64_t attempt = 0;
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
    jobs::Job job{}; // not of the row

    Fence fence() const { return {job.fence(), id}; }
};
BOOST_DESCRIBE_STRUCT(Claim, (),
                      (id, attempt, department, feed, period, contract_version, contract_text, approved,
                       approval_reason, file_name, sha256, storage_key, uploader, accepted_at, trace_id))

// Without a job: for looking at a run, not for working on it.
Claim input_of(db::Session& db, std::int64_t run_id);
// The file of the feed that was sent before that of the run: its hash.
std::optional<std::string> file_before(db::Session& db, std::int64_t run_id);
} // namespace runs
