#pragma once
// What is left behind by workers that are gone comes back to the queue.
#include "server/pipeline/context.hpp"
#include <stop_token>

namespace pipeline
{
// Takes up the runs whose worker is gone; how many. Any process may, one at a time does.
std::int64_t sweep_leases(Context& context);
// Embedded mode, at the start: the runs of earlier boots lost their worker, so nobody waits for their leases. The
// caller holds the lock on the data folder.
std::int64_t take_up_from_other_boots(Context& context);
// Whether this process holds the lease of the scheduler, or could take it.
bool is_scheduler(Context& context);
// Every five seconds until the stop, while this process holds the lease of the scheduler.
void sweep_on_and_on(Context& context, std::stop_token stop);
} // namespace pipeline
