#include "server/runs/run_routes.hpp"
#include "base/json_text.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/runs/finding_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/storage/storage.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

namespace runs
{
namespace may = http::may;

namespace
{
constexpr std::array<std::string_view, 2> files_to_take{"slip.xlsx", "findings.json"};

struct RunQuery : http::PageParameters {
    std::optional<RunState> state;
    std::optional<std::int64_t> department_id, feed_id, upload_id;
    std::optional<std::string> period;
    std::optional<RunView> view;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(RunQuery, (http::PageParameters),
                      (state, department_id, feed_id, upload_id, period, view, search))

struct FindingQuery : http::PageParameters {
    std::optional<engine::Severity> severity;
    std::optional<std::string> rule, column;
};
BOOST_DESCRIBE_STRUCT(FindingQuery, (http::PageParameters), (severity, rule, column))

Run require_run(http::Call& call)
{
    auto run = find(call.db(), users::scope_of(call), call.id());
    if (!run) throw Refusal{Why::not_found, "There is no such run."};
    return *run;
}

http::List<Shown<Run>> list_runs(http::Call& call, RunQuery query)
{
    RunFilter filter{query.state,      query.department_id, query.feed_id,
                     query.upload_id,  query.period,        query.view.value_or(RunView::all),
                     call.caller().id, query.search};
    auto page = require(list(call.db(), users::scope_of(call), filter, query.page()));
    return http::list_of(call, shown_to(users::user_of(call), std::move(page)));
}

Masking masking_of(db::Session& db, const http::Call& call, const Run& run) { return {db, users::user_of(call), run}; }

Shown<RunDetail> show_run(http::Call& call)
{
    auto detail = find_detail(call.db(), users::user_of(call), call.id());
    if (!detail) throw Refusal{Why::not_found, "There is no such run."};
    auto masking = masking_of(call.db(), call, detail->run);
    if (masking.is_on()) detail->files.clear();
    return masking.show(std::move(*detail));
}

http::List<Shown<engine::Finding>> list_run_findings(http::Call& call, FindingQuery query)
{
    auto run = require_run(call);
    FindingFilter filter{query.severity, query.rule, query.column};
    auto page = require(list_findings(call.db(), run.id, filter, query.page()));
    return http::list_of(call, masking_of(call.db(), call, run).show(std::move(page)));
}

Shown<RunColumns> show_run_columns(http::Call& call)
{
    auto run = require_run(call);
    return masking_of(call.db(), call, run).show(columns_of(call.db(), run.id));
}

// What the run changes against the version in force, with the first rows of each kind.
Shown<engine::VersionChanges> show_run_changes(http::Call& call)
{
    auto [file, masking] = call.database().read([&](db::Session& db) {
        auto found = find_file(db, users::scope_of(call), call.id(), "changes.json");
        if (!found) throw Refusal{Why::not_found, "This run was compared with no earlier version."};
        auto run = find(db, users::scope_of(call), call.id()).value();
        return std::pair(*found, masking_of(db, call, run));
    });
    return masking.show(json::from_text<engine::VersionChanges>(
        read_all(*call.use<storage::Storage>().open(storage::Kind::made, file.sha256))));
}

// The correction sheet and the list of findings hold people's data: who took them is part of the history.
http::Download download_run_file(http::Call& call)
{
    const auto& name = call.path("name");
    // What it published leaves as its report, which may have been withdrawn.
    if (std::ranges::find(files_to_take, name) == files_to_take.end())
        throw Refusal{Why::not_found, "This run has no file of that name."};
    auto [file, clearance] = call.database().read([&](db::Session& db) {
        auto found = find_file(db, users::scope_of(call), call.id(), name);
        if (!found) throw Refusal{Why::not_found, "This run has no file of that name."};
        auto run = find(db, users::scope_of(call), call.id()).value();
        auto cleared = Masking(users::user_of(call), run.department).hand_out_file();
        return std::pair(*found, cleared);
    });
    audit::note_anyway(call.database(), call, "run.download", {"run", call.id(), {}}, name);
    auto type = name.ends_with(".json") ? "application/json"
                                        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return {clearance, fmt::format("run-{}-{}", call.id(), name), type,
            call.use<storage::Storage>().open(storage::Kind::made, file.sha256), file.sha256};
}

constexpr http::Route run_routes[] = {
    http::get<&list_runs>("/api/runs", may::read_runs, "List runs, newest first"),
    http::get<&show_run>("/api/runs/{id}", may::read_runs, "Show one run"),
    http::get<&list_run_findings>("/api/runs/{id}/findings", may::read_runs, "List the problems found, in file order")
        .reads("run"),
    http::get<&show_run_columns>("/api/runs/{id}/columns", may::read_runs, "Show what the columns of its rows hold")
        .reads("run"),
    http::get<&show_run_changes>("/api/runs/{id}/changes", may::read_runs,
                                 "Show what the run changes against the version in force")
        .asks_engine()
        .reads("run"),
    http::get<&download_run_file>("/api/runs/{id}/files/{name}", may::read_runs,
                                  "Download the correction sheet or the list of problems")
        .by_hand()
        .reads("run"),
};
} // namespace

std::span<const http::Route> routes() { return run_routes; }
} // namespace runs
