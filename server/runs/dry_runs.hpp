#pragma once
// Asks the engine about a run without changing it: the same file, rules, corrections and references as the real one.
#include "base/result.hpp"
#include "engine/prepare/held_rows.hpp"
#include "engine/repair/known_error.hpp"
#include "engine/review/slip_return.hpp"
#include "engine/run/applied_repair.hpp"
#include "engine/run/prepared.hpp"
#include "engine/validate/comparison.hpp"
#include "server/runs/answers.hpp"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace runs
{
struct CheckedRows {
    engine::Prepared prepared;
    engine::HeldRows held;
};

// What a run with other answers would come to.
struct Answered {
    engine::Prepared prepared;
    std::vector<engine::KnownErrorMatch> known_errors;
};

struct KeyCell {
    std::string column, value;
};

struct FoundRow {
    std::vector<engine::HeldColumn> columns;
    engine::HeldRow row;
    std::vector<engine::AppliedRepair> repairs; // of the file, before it was checked
};

// All take some tens of milliseconds for a thousand rows, and wait for one another beyond two at a time. They refuse
// (conflict) in words where the engine cannot read the file any more, or where nobody wants the answer.
class DryRuns
{
public:
    virtual ~DryRuns() = default;
    // With the run's own corrections, which take effect in the run that continues.
    virtual Result<CheckedRows> rows_to_fix(std::int64_t run_id, const std::stop_token& unwanted) = 0;
    // As `answer` (answer_store.hpp) would start it: by the live file rules, and without the approvals of this run.
    virtual Result<Answered> answered(std::int64_t run_id, const NewAnswers& answers,
                                      const std::stop_token& unwanted) = 0;
    virtual Result<engine::SlipMerge> merge_slip(std::int64_t run_id, const std::string& slip_sha256,
                                                 const std::string& slip_name, const std::stop_token& unwanted) = 0;
    // The row of the file that has these values after cleaning and corrections, as the run saw it: by columns of the
    // file rules, those of the key at best. Nothing where no row of the file has them.
    virtual Result<std::optional<FoundRow>> row_in_file(std::int64_t run_id, const std::vector<KeyCell>& cells,
                                                        const std::stop_token& unwanted) = 0;
    // What the rows `now` change against `before`; both are hashes of rows that were published by these file rules.
    virtual Result<engine::VersionChanges> compare(const std::string& contract, const std::string& before,
                                                   const std::string& now, const std::stop_token& unwanted) = 0;
};
} // namespace runs
