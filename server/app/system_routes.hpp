#pragma once
// What watches and describes the hub itself.
#include "server/http/route.hpp"
#include "server/queue/wakeups.hpp"
#include "server/runs/gauge_store.hpp"
#include <functional>
#include <string>
#include <vector>

namespace app
{
enum class CheckState { ok, degraded, failed };
BOOST_DESCRIBE_ENUM(CheckState, ok, degraded, failed)

struct Check {
    std::string name; // database, storage, workers, wakeups, draining
    CheckState state = CheckState::ok;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(Check, (), (name, state, detail))

struct Readiness {
    bool ready = false;
    std::vector<Check> checks;
};
BOOST_DESCRIBE_STRUCT(Readiness, (), (ready, checks))

// How processes wake each other.
struct WakeupState {
    queue::Mode mode = queue::Mode::polling; // in force
    bool as_set_up = true;                   // nothing is missing of what the settings name
    std::string words;                       // for people
};
BOOST_DESCRIBE_STRUCT(WakeupState, (), (mode, as_set_up, words))

struct SystemState {
    std::string version;
    std::string database;
    std::int64_t storage_free_bytes = 0;
    std::vector<runs::WorkerState> workers;
    std::int64_t queue_depth = 0;
    WakeupState wakeups;
};
BOOST_DESCRIBE_STRUCT(SystemState, (), (version, database, storage_free_bytes, workers, queue_depth, wakeups))

// What these routes ask of the application.
struct Watch {
    std::function<Readiness()> readiness;
    std::function<SystemState(db::Session&)> system;
    std::function<std::string()> metrics;                      // Prometheus text
    std::function<bool(std::string_view token)> metrics_token; // whether it opens the metrics to another machine
    std::function<void(http::Call&)> remove_demo;
    std::string openapi;
};

std::span<const http::Route> system_routes();
// Of every process, whatever it does: whether it is well, and its metrics.
std::span<const http::Route> probe_routes();
} // namespace app
