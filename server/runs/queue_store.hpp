#pragma once
// The jobs of runs over files.
#include "server/db/session.hpp"
#include "server/jobs/job.hpp"

namespace runs
{
// Before a file or a run of the feed is stored: those who send to one feed take turns until their transactions end, so
// that its files keep the order in which they were stored.
void take_turn(db::Session& db, std::int64_t feed_id);
// Makes the job of a run that waits. It is behind the earlier ones of its feed and period, so that the newer file
// becomes the newer version; and behind files of the feeds that it refers to.
void enqueue(db::Session& db, std::int64_t run_id, jobs::Lane lane = jobs::Lane::sent);
} // namespace runs
