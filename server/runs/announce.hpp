#pragma once
#include "server/http/call.hpp"
#include "server/runs/run.hpp"

namespace runs
{
// Tells everyone who listens, once the transaction has committed: the run, and the parent that it continues.
void announce(db::Session& db, const http::Call& call, const Run& run);
} // namespace runs
