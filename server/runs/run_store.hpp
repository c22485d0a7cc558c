#pragma once
// Reading runs, and the first step of their life.
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/runs/run_detail.hpp"
#include "server/runs/run_may.hpp"
#include <optional>
#include <string>
#include <vector>

namespace runs
{
// attention: held, stopped, or with rows to fix, and nobody has taken it up; progress: queued or running;
// mine: of files that the caller sent, and what the caller started.
enum class RunView { all, attention, progress, mine };
BOOST_DESCRIBE_ENUM(RunView, all, attention, progress, mine)

struct RunFilter {
    std::optional<RunState> state{};
    std::optional<std::int64_t> department_id{}, feed_id{}, upload_id{};
    std::optional<std::string> period{};
    RunView view = RunView::all;
    std::int64_t caller_id = 0;          // for RunView::mine
    std::optional<std::string> search{}; // in the file name, feed title and department; "#12" or "12" is a number
};
// Orderings: -id (default).
Result<db::Page<Run>> list(db::Session& db, const users::Scope& scope, const RunFilter& filter,
                           const db::PageQuery& wanted);
// What waits for a person, for the overview: the newest 20. Where there may be more, the newest 20 that are held come
// first, for they keep a report back.
std::vector<Run> waiting(db::Session& db, const users::Scope& scope);
std::optional<Run> find(db::Session& db, const users::Scope& scope, std::int64_t id);
std::optional<RunDetail> find_detail(db::Session& db, const users::User& who, std::int64_t id);
std::optional<ActingOn> acting_on(db::Session& db, const users::Scope& scope, std::int64_t id);
// The file rules that the run was made with, and those in force.
std::vector<std::string> rules_of(db::Session& db, std::int64_t id);

// The latest run of every feed for a period, for the overview.
std::vector<Run> latest_of_feeds(db::Session& db, const users::Scope& scope);

struct RunCounts {
    std::int64_t held = 0, failed = 0, running = 0, queued = 0;
};
BOOST_DESCRIBE_STRUCT(RunCounts, (), (held, failed, running, queued))
RunCounts counts(db::Session& db, const users::Scope& scope); // failed: not taken up by a later run

// How many runs are in each state, of everyone (metrics).
struct StateCount {
    RunState state = RunState::queued;
    std::int64_t runs = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, runs))
std::vector<StateCount> count_by_state(db::Session& db);

// The first run over an upload. Returns its id.
std::int64_t insert_for_upload(db::Session& db, std::int64_t upload_id, const std::string& trace_id);

// A queued run ends here and now; a running one is asked to stop and ends when its worker notices.
Result<Run> cancel(db::Session& db, const users::User& who, std::int64_t id);
} // namespace runs
