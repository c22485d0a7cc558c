#pragma once
// Health, state and metrics of a hub, for the routes of system_routes.
#include "server/app/probe.hpp"
#include "server/db/database.hpp"
#include "server/metrics/metrics.hpp"
#include "server/storage/storage.hpp"
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <vector>

namespace app
{
class Watcher
{
public:
    Watcher(db::Database& database, storage::Storage& storage, metrics::Metrics& metrics, const queue::Wakeups& wakeups)
        : database_(database), storage_(storage), metrics_(metrics), wakeups_(wakeups)
    {
    }

    Readiness readiness();
    SystemState system(db::Session& db);
    std::string metrics_text();
    void note_stopping() { stopping_ = true; }

private:
    using Checks = std::vector<Check>;
    // Of the database: what it says within a second. One that hangs is asked once, however often somebody wants to
    // know.
    Checks ask_database();
    Check check_database();
    Check check_writing();
    Check check_pages();
    Check check_storage();
    Check check_storing();
    Check check_workers();
    Check check_wakeups();
    metrics::State measure();

    db::Database& database_;
    storage::Storage& storage_;
    metrics::Metrics& metrics_;
    const queue::Wakeups& wakeups_;
    std::atomic<bool> stopping_{false};
    Probe writing_{[this] { return check_writing(); }, std::chrono::seconds(5)};
    Probe pages_{[this] { return check_pages(); }, std::chrono::seconds(10)};
    Probe storing_{[this] { return check_storing(); }, std::chrono::seconds(5)};
    std::mutex asking_; // guards the next
    std::shared_future<Checks> asked_;
    std::mutex mutex_; // guards what follows
    std::chrono::steady_clock::time_point measured_at_;
    std::optional<metrics::State> measured_;
};
} // namespace app
