#pragma once
// The queue: an unfinished job is leased, or in exactly one of jobs_ready, jobs_waiting and jobs_later. Times are the
// database's. Each of these is part of the caller's transaction, so that a job and its cause stand or fall together.
#include "server/db/session.hpp"
#include "server/jobs/job.hpp"
#include <chrono>

namespace jobs
{
inline constexpr std::chrono::seconds lease_time{30};

std::int64_t create(db::Session& db, const NewJob& job);

// The next job in turn of the lanes up to `last`. Those whose share has `most_of_share` running already are parked on
// the way.
std::optional<Job> claim(db::Session& db, const std::string& worker, Lane last, std::int64_t most_of_share);

enum class Pulse { alive, cancel_requested, lost };
Pulse heartbeat(db::Session& db, const Fence& fence);
// The same without renewing the lease.
Pulse look(db::Session& db, const Fence& fence);

// Whether the fence holds; it stays so until the transaction ends, so that what follows writes what it may.
bool holds(db::Session& db, const Fence& fence);

// All of these want the fence to hold: the caller has asked holds() in the same transaction.
void end(db::Session& db, const Fence& fence, Ending outcome);
enum class Why { accident, death };
void try_later(db::Session& db, const Fence& fence, std::chrono::milliseconds wait, Why why);
void give_back(db::Session& db, const Fence& fence);

// The unfinished job of the run is asked to stop. True where nobody works on it, so that it has ended already; then the
// caller ends the run. Nothing where there is none.
std::optional<bool> cancel_run(db::Session& db, std::int64_t run_id);

// Jobs whose worker is gone, locked until the transaction ends; lost() gives one back to the queue.
std::vector<Job> expired(db::Session& db);
// At the start of the only process on this database: all leases of earlier processes.
std::vector<Job> of_other_boots(db::Session& db, const std::string& boot_id);
void lost(db::Session& db, const Job& job);

// Whether the caller is, for the next while, the process that sweeps.
bool hold_scheduler(db::Session& db, const std::string& boot_id);
// Unfinished jobs that are nowhere are made ready again; how many. There are none unless somebody changed rows by hand.
std::int64_t repair(db::Session& db);
// Rows of jobs that ended a day ago.
void forget_ended(db::Session& db);

void note_worker(db::Session& db, const std::string& worker, const std::string& boot_id);
// Workers that were not heard of for an hour.
void forget_workers(db::Session& db);
} // namespace jobs
