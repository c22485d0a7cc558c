#include "server/runs/decision_routes.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/runs/announce.hpp"
#include "server/runs/decision_store.hpp"
#include "server/runs/fix_conflict.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace runs
{
namespace may = http::may;

namespace
{
struct Because {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Because, (), (reason))

struct Approval {
    std::string reason;
    std::optional<bool> without_removals; // rows of the version in force that would be gone stay
};
BOOST_DESCRIBE_STRUCT(Approval, (), (reason, without_removals))

struct OtherPeriod {
    std::string period;
};
BOOST_DESCRIBE_STRUCT(OtherPeriod, (), (period))

struct NewFix {
    std::int64_t line = 0;
    std::optional<std::string> sheet;
    std::optional<bool> exclude;
    std::optional<std::string> column, from, to, reason;
    std::optional<std::string> was; // what stood in the cell when the writer began; then nothing else is written over
};
BOOST_DESCRIBE_STRUCT(NewFix, (), (line, sheet, exclude, column, from, to, reason, was))

struct NewFixes {
    std::vector<NewFix> fixes;
};
BOOST_DESCRIBE_STRUCT(NewFixes, (), (fixes))

void require_reason(const std::string& reason)
{
    if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
        throw http::Stop(http::invalid({{"reason", "must say why, in a few words"}}, false));
}

Run noted(http::Call& call, const char* action, Run run, const std::string& detail)
{
    audit::note(call.db(), call, action, {"run", run.id, run.department.id}, detail);
    announce(call.db(), call, run);
    return run;
}

std::string of_run(http::Call& call) { return fmt::format("of run {}", call.id()); }

Run cancel_run(http::Call& call)
{
    return noted(call, "run.cancel", require(cancel(call.db(), users::user_of(call), call.id())), "");
}

http::Created<Run> start_again(http::Call& call)
{
    auto run = require(run_again(call.db(), users::user_of(call), call.id(), call.trace_id));
    return {noted(call, "run.run_again", std::move(run), of_run(call))};
}

http::Created<Run> continue_run(http::Call& call)
{
    auto run = require(continue_with_fixes(call.db(), users::user_of(call), call.id(), call.trace_id));
    return {noted(call, "run.continue", std::move(run), of_run(call))};
}

http::Created<Run> approve_run(http::Call& call, Approval approval)
{
    require_reason(approval.reason);
    bool keeps = approval.without_removals.value_or(false);
    auto run = require(approve(call.db(), users::user_of(call), call.id(), approval.reason, call.trace_id, keeps));
    return {noted(call, "run.approve", std::move(run),
                  of_run(call) + (keeps ? ", without removals: " : ": ") + approval.reason)};
}

http::Created<Run> change_period_of_run(http::Call& call, OtherPeriod other)
{
    auto run = require(change_period(call.db(), users::user_of(call), call.id(), other.period, call.trace_id));
    return {noted(call, "run.change_period", std::move(run), of_run(call) + ": " + other.period)};
}

Run discard_run(http::Call& call, Because because)
{
    require_reason(because.reason);
    return noted(call, "run.discard", require(discard(call.db(), users::user_of(call), call.id(), because.reason)),
                 because.reason);
}

std::vector<engine::Fix> fixes_in(const NewFixes& input)
{
    std::vector<engine::Fix> fixes;
    for (const auto& fix : input.fixes)
        fixes.push_back({fix.line, fix.sheet, fix.exclude.value_or(false), fix.column, fix.from, fix.to, fix.reason});
    if (auto errors = errors_in(fixes); !errors.empty()) throw http::Stop(http::invalid(errors, false));
    return fixes;
}

// Before a word of the rows is said.
void require_may_fix(http::Call& call)
{
    auto on = acting_on(call.db(), users::scope_of(call), call.id());
    if (!on) throw Refusal{Why::not_found, "There is no such run."};
    require(may_fix(*on, users::user_of(call)));
}

// Where the caller says which corrections they have seen, others must not have come since.
void require_seen(http::Call& call)
{
    if (call.header("if-match").empty()) return;
    auto fixes = fixes_of(call.db(), call.id());
    auto last = fixes.empty() ? std::nullopt : fixes.back().created_by;
    call.require_match(tag_of(fixes), fmt::format("{} has corrected rows of this run meanwhile. Open it again.",
                                                  last ? last->name : "Somebody"));
}

// Stops with who wrote what in the same cell since the caller looked at it.
void require_unchanged(http::Call& call, const NewFixes& input, const std::vector<engine::Fix>& fixes)
{
    if (std::ranges::none_of(input.fixes, [](const NewFix& fix) { return fix.was.has_value(); })) return;
    CorrectedCells made(fixes_of(call.db(), call.id()));
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        const auto* other = made.corrected_meanwhile(call.caller().id, fixes[i], input.fixes[i].was);
        if (!other) continue;
        auto problem = http::problem_of(
            409, fmt::format("{} wrote “{}” in row {} meanwhile. Look at it, then decide which value stays.",
                             other->created_by ? other->created_by->name : "Somebody else", other->to.value_or(""),
                             other->line));
        problem.type = "/problems/corrected-meanwhile";
        problem.title = "Somebody else corrected this cell";
        throw http::Stop(problem);
    }
}

http::Created<FixesSaved> save_fixes(http::Call& call, NewFixes input)
{
    require_may_fix(call);
    auto fixes = fixes_in(input);
    require_seen(call);
    require_unchanged(call, input, fixes);
    auto saved = require(add_fixes(call.db(), users::user_of(call), call.id(), fixes));
    audit::note(call.db(), call, "run.fix", {"run", call.id(), {}}, fmt::format("{} corrections", saved.count));
    return {saved};
}

FixesSaved undo_fixes(http::Call& call, NewFixes input)
{
    require_may_fix(call);
    require_seen(call);
    auto removed = require(remove_fixes(call.db(), users::user_of(call), call.id(), fixes_in(input)));
    audit::note(call.db(), call, "run.undo_fix", {"run", call.id(), {}}, fmt::format("{} corrections", removed.count));
    return removed;
}

Run require_run(http::Call& call)
{
    auto run = find(call.db(), users::scope_of(call), call.id());
    if (!run) throw Refusal{Why::not_found, "There is no such run."};
    return *run;
}

http::Listing<Shown<RunFix>> list_fixes(http::Call& call)
{
    auto run = require_run(call);
    auto fixes = fixes_of(call.db(), run.id);
    call.tag = tag_of(fixes);
    return {Masking(call.db(), users::user_of(call), run).show(std::move(fixes))};
}

// What a second person is asked to approve.
http::Listing<Shown<RunFix>> list_unseen_fixes(http::Call& call)
{
    auto run = require_run(call);
    return {Masking(call.db(), users::user_of(call), run).show(fixes_unseen(call.db(), run.id))};
}

constexpr http::Route routes_of_decisions[] = {
    http::post<&cancel_run>("/api/runs/{id}/cancel", may::write_runs, "Cancel a run that has not finished"),
    http::post<&start_again>("/api/runs/{id}/run-again", may::write_runs, "Run the same file again"),
    http::get<&list_fixes>("/api/runs/{id}/fixes", may::read_runs, "List the corrections made to a run").tagged(),
    http::post<&save_fixes>("/api/runs/{id}/fixes", may::fix,
                            "Save corrections; they take effect when the run continues")
        .tagged(),
    http::get<&list_unseen_fixes>("/api/runs/{id}/fixes/unseen", may::read_runs,
                                  "List the corrections that no second person has seen"),
    http::post<&undo_fixes>("/api/runs/{id}/fixes/undo", may::fix, "Take corrections back").tagged(),
    http::post<&continue_run>("/api/runs/{id}/continue", may::fix, "Run again with all corrections"),
    http::post<&approve_run>("/api/runs/{id}/approve", may::approve, "Let through what held the run"),
    http::post<&discard_run>("/api/runs/{id}/discard", may::write_runs,
                             "End a held run without a report; who sent the file may while nothing of it is published"),
    http::post<&change_period_of_run>("/api/runs/{id}/change-period", may::write_runs,
                                      "Say that the file is for another period; starts a new run"),
};
} // namespace

std::span<const http::Route> decision_routes() { return routes_of_decisions; }
} // namespace runs
