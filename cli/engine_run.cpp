#include "cli/engine_run.hpp"
#include "base/json.hpp"
#include "cli/problem.hpp"
#include <fmt/format.h>

namespace cli
{
namespace
{
constexpr std::chrono::hours deadline{6}; // a person is there to press Ctrl-C

std::string contract_problem(const std::string& name, const std::vector<engine::ContractError>& errors)
{
    auto text =
        fmt::format("“{}” has {}:", name, errors.size() == 1 ? "an error" : fmt::format("{} errors", errors.size()));
    for (const auto& error : errors)
        text += fmt::format("\n{}:{}:{}: {}", name, error.line, error.column, error.message);
    return text;
}

// What ended the child, for scripts; the message says it for people.
bool has_reason(sandbox::Ending ending)
{
    using enum sandbox::Ending;
    return ending == crashed || ending == out_of_memory || ending == too_slow || ending == refused_by_sandbox;
}
} // namespace

sandbox::Outcome run_engine(sandbox::ChildJob job, Progress& progress, const Interrupts& interrupts)
{
    sandbox::EngineCall call;
    call.job = std::move(job);
    call.deadline = deadline;
    call.job.limits.cpu_seconds = std::chrono::seconds(deadline).count();
    call.stop = interrupts.token();
    auto outcome = sandbox::run_engine(call, progress.watcher());
    if (!outcome.answered()) {
        if (has_reason(outcome.ending)) outcome.message += fmt::format("\nReason: {}", json::enum_text(outcome.ending));
        if (!outcome.log.empty()) outcome.message += "\n" + outcome.log;
        throw Problem(outcome.message);
    }
    if (outcome.unreadable) throw Problem(outcome.unreadable->message);
    if (!outcome.bad_contract.empty()) throw Problem(contract_problem(call.job.contract_name, outcome.bad_contract));
    return outcome;
}

void print_timings(const Progress& progress, const sandbox::Outcome& outcome)
{
    for (const auto& [stage, seconds] : progress.seconds()) fmt::print(stderr, "{:<12} {:8.3f} s\n", stage, seconds);
    fmt::print(stderr, "{:<12} {:8.3f} s\n{:<12} {:8.1f} MiB\n", "cpu", outcome.cpu_seconds, "peak memory",
               static_cast<double>(outcome.peak_bytes) / (1 << 20));
}
} // namespace cli
