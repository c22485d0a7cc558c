#pragma once
// What the whole hub is doing at the moment, for metrics and the system page.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace runs
{
struct QueueState {
    std::int64_t queued = 0;
    std::optional<std::string> oldest_queued_at;
    std::int64_t expired_leases = 0;
    std::int64_t outbox_pending = 0;
    std::optional<std::string> oldest_unsent_at;
};
BOOST_DESCRIBE_STRUCT(QueueState, (), (queued, oldest_queued_at, expired_leases, outbox_pending, oldest_unsent_at))
QueueState queue_state(db::Session& db);
std::int64_t queue_depth(db::Session& db); // runs that wait for a worker

struct WorkerState {
    std::string id;
    std::string started_at;
    std::string heartbeat_at;
};
BOOST_DESCRIBE_STRUCT(WorkerState, (), (id, started_at, heartbeat_at))
// Those that were heard of within the last minute.
std::vector<WorkerState> live_workers(db::Session& db);
// In a database that was just restored: they worked on another one.
void forget_workers(db::Session& db);
} // namespace runs
