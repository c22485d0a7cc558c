#pragma once
#include "server/http/call.hpp"
#include "server/runs/run_events.hpp"

namespace runs
{
// Told in the transaction of the change: to everyone who may see it by a row of events, and to this process once it has
// committed. Of a run also the parent that it continues.
void announce(db::Session& db, EventSink& sink, const Run& run);
void announce(db::Session& db, EventSink& sink, std::int64_t run_id); // as it is now
void announce(db::Session& db, EventSink& sink, const StageEvent& stage, std::int64_t department_id);
void announce(db::Session& db, EventSink& sink, const reports::Report& report);

void announce(db::Session& db, const http::Call& call, const Run& run);
} // namespace runs
