#pragma once
// Inside jobs: what may start, and what that waits for.
#include "server/db/session.hpp"
#include "server/jobs/job.hpp"

namespace jobs
{
// Puts the job among the ready ones, at the place that its share is due (start-time fair queueing: Goyal, Vin, Cheng
// 1996): behind the work that the share was given, and never before what is being given out now.
void make_ready(db::Session& db, std::int64_t job_id);
// What waited only for this job may start; what a job that never ran waited for passes on to those behind it.
void promote(db::Session& db, std::int64_t job_id);
// Takes the job out of wherever it waits.
void take_out(db::Session& db, std::int64_t job_id);
// What is due, by the clock or because the clock was set back.
void promote_due(db::Session& db);

// Whether the share has its fill running: `most`, unless it has a number of its own. Its row stays locked, so that a
// place that becomes free meanwhile is seen.
bool is_full(db::Session& db, std::int64_t share_id, std::int64_t most);
// A place of the share became free.
void unpark(db::Session& db, std::int64_t share_id);
} // namespace jobs
