#include "server/pipeline/work.hpp"
#include "base/log.hpp"
#include <atomic>
#include <fmt/ranges.h>
#include <stdexcept>

namespace pipeline
{
namespace
{
// How far a stage is: of interest only where somebody waits for it.
constexpr std::chrono::seconds tell_every{1};

// The machine stays the same, so that the first child says it for all.
void say_unconfined_once(const std::vector<std::string>& missing)
{
    static std::atomic_flag said;
    if (missing.empty() || said.test_and_set()) return;
    logs::warn("sandbox", "this machine lacks a part of the sandbox; files are read without it",
               {{"missing", fmt::format("{}", fmt::join(missing, ", "))}});
}
} // namespace

void Work::start_stage(engine::StageName stage)
{
    commit([&](db::Session& db) {
        if (!runs::start_stage(db, claim.fence(), stage)) return false;
        runs::announce(db, context.events, {claim.id, stage, runs::StageState::running, 0, {}, {}},
                       claim.department.id);
        return true;
    });
}

void Work::finish_stage(const engine::StageReport& report)
{
    commit([&](db::Session& db) {
        if (!runs::finish_stage(db, claim.fence(), report)) return false;
        runs::announce(db, context.events,
                       {claim.id, report.stage, runs::StageState::done, 1, report.rows_in, report.rows_out},
                       claim.department.id);
        return true;
    });
}

sandbox::Outcome Work::run_engine(sandbox::ChildJob job)
{
    sandbox::EngineCall call;
    call.job = std::move(job);
    call.job.limits = context.engine_limits;
    call.binary = context.engine_binary;
    call.deadline = context.engine_deadline;
    call.stop = watch->token();
    call.temporary = scratch;
    engine::Watcher watcher;
    // The hub has received the file itself; the engine's word for it would count the stage twice.
    watcher.started = [&](engine::StageName stage) {
        if (stage != engine::StageName::receive) start_stage(stage);
    };
    watcher.finished = [&](const engine::StageReport& report) {
        if (report.stage != engine::StageName::receive) finish_stage(report);
    };
    auto told = std::chrono::steady_clock::now();
    watcher.progress = [&](engine::StageName stage, double share, std::int64_t rows) {
        auto now = std::chrono::steady_clock::now();
        if (now - told < tell_every) return;
        told = now;
        try {
            commit([&](db::Session& db) {
                runs::announce(db, context.events, {claim.id, stage, runs::StageState::running, share, rows, {}},
                               claim.department.id);
                return true;
            });
        } catch (const db::Error&) { // a database that is away for a while stops no work
        }
    };
    auto outcome = context.engine(call, watcher);
    say_unconfined_once(outcome.unconfined);
    if (outcome.ending == sandbox::Ending::stopped) throw Interrupted();
    if (!outcome.answered())
        logs::warn("worker", "the engine's child did not answer",
                   {{"run_id", claim.id},
                    {"trace_id", claim.trace_id},
                    {"ending", json::enum_text(outcome.ending)},
                    {"signal", outcome.signal},
                    {"error", outcome.message},
                    {"log", outcome.log}});
    return outcome;
}

std::string Work::today() const
{
    return context.database.read([](db::Session& db) { return db.now(); }).substr(0, 10);
}

const runs::StoredFile* Work::file(std::string_view name) const
{
    for (const auto& one : files)
        if (one.name == name) return &one;
    return nullptr;
}

engine::Reason contract_reason(const sandbox::Outcome& outcome)
{
    const auto& error = outcome.bad_contract.front();
    return {"bad_contract",
            "The file rules have an error in line " + std::to_string(error.line) + ", column " +
                std::to_string(error.column) + ": " + error.message +
                ". A moderator can save a corrected version; then run the file again.",
            false};
}

engine::Reason reason_of(const sandbox::Outcome& outcome)
{
    switch (outcome.ending) {
    case sandbox::Ending::crashed:
        throw ChildDied(runs::Fault::child, {"crashed", outcome.message, false});
    case sandbox::Ending::out_of_memory:
        throw ChildDied(runs::Fault::memory, {"out_of_memory", outcome.message, false});
    case sandbox::Ending::too_slow:
    case sandbox::Ending::refused_by_sandbox:
        return {json::enum_text(outcome.ending), outcome.message, false};
    default:
        throw std::runtime_error(outcome.message);
    }
}
} // namespace pipeline
