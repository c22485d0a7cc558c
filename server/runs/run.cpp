#include "server/runs/run.hpp"
#include <algorithm>

namespace runs
{
std::span<const RunTransition> run_transitions()
{
    using enum RunState;
    static constexpr RunTransition transitions[] = {
        {queued, running},      // a worker claims it
        {queued, cancelled},    // by a person
        {running, queued},      // accident (tried again later), or the server stops
        {running, held},        // a limit, the safety hold or a doubt
        {running, succeeded},   // report ready
        {running, failed},      // stopped, with a reason
        {running, cancelled},   // its worker noticed the request
        {running, quarantined}, // the engine died over it twice
        {held, cancelled},      // continued as another run, or discarded
    };
    return transitions;
}

bool may_become(RunState from, RunState to)
{
    return std::ranges::any_of(run_transitions(), [&](const auto& one) { return one.from == from && one.to == to; });
}

bool is_final(RunState state)
{
    return std::ranges::none_of(run_transitions(), [&](const auto& one) { return one.from == state; });
}
} // namespace runs
