#pragma once
// One execution of the pipeline over an upload. What a person or a remedy starts is a new run that names its parent;
// nothing is overwritten.
#include "engine/run/watcher.hpp"
#include "engine/table/reason.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/reports/report_ref.hpp"
#include "server/runs/run_ref.hpp"
#include "server/users/user.hpp"
#include <array>
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace runs
{
enum class RunKind { file, pickup, report };
BOOST_DESCRIBE_ENUM(RunKind, file, pickup, report)

enum class StageState { waiting, running, done, failed, held, skipped };
BOOST_DESCRIBE_ENUM(StageState, waiting, running, done, failed, held, skipped)

inline constexpr std::size_t stage_count = 6; // of engine::StageName
using StageMarks = std::vector<StageState>;   // one for each, in order

// The whole life of a run: queued → running and so on. docs/run-states.md shows the same table as a picture.
struct RunTransition {
    RunState from, to;
};
std::span<const RunTransition> run_transitions();
bool may_become(RunState from, RunState to);
// A final state never changes. `held` is not final: it waits for a person.
bool is_final(RunState state);

struct UploadRef {
    std::int64_t id = 0;
    std::string file_name;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(UploadRef, (), (id, file_name, bytes))

struct Run {
    std::int64_t id = 0;
    RunKind kind = RunKind::file;
    departments::DepartmentRef department;
    feeds::FeedRef feed;
    std::string period; // "" where the feed has none
    std::int64_t contract_version = 0;
    RunState state = RunState::queued;
    std::optional<engine::StageName> stage; // the last one that started
    std::optional<UploadRef> upload;
    std::optional<users::UserRef> started_by;
    std::optional<std::int64_t> parent_run_id;
    std::optional<std::string> ended_by; // of a cancelled run: "person", "discard", or "run:57" that continues it
    std::optional<engine::Reason> reason;
    std::optional<std::int64_t> rows_in, rows_published, held_back;
    std::optional<std::int64_t> to_fix; // rows held back that no later run has taken up
    StageMarks stage_marks;
    std::int64_t attempt = 0;
    std::string created_at;
    std::optional<std::string> started_at;
    std::optional<std::string> finished_at; // set exactly when the state is final
    std::optional<std::int64_t> took_ms;    // from start to end, or to the moment it was held
    std::optional<reports::ListedReport> report;
    std::string trace_id;
};
BOOST_DESCRIBE_STRUCT(Run, (),
                      (id, kind, department, feed, period, contract_version, state, stage, upload, started_by,
                       parent_run_id, ended_by, reason, rows_in, rows_published, held_back, to_fix, stage_marks,
                       attempt, created_at, started_at, finished_at, took_ms, report, trace_id))
} // namespace runs
