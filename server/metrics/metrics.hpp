#pragma once
// Counters, histograms and gauges under the names of docs and dashboards, as Prometheus text.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace metrics
{
// What is true now, as the database says; asked for at most every few seconds.
struct State {
    struct Runs {
        std::string state;
        std::int64_t runs = 0;
    };
    std::vector<Runs> runs;
    struct Incidents {
        std::string state, severity;
        std::int64_t incidents = 0;
    };
    std::vector<Incidents> incidents;
    std::int64_t incident_events_waiting = 0; // to be looked at
    std::int64_t queue_depth = 0;
    double queue_oldest_age_seconds = 0;
    std::int64_t expired_leases = 0;
    std::int64_t workers = 0;
    std::int64_t outbox_pending = 0;
    double outbox_oldest_age_seconds = 0;
    std::int64_t storage_free_bytes = 0, storage_size_bytes = 0;
    std::string wakeups;          // how processes wake each other now
    std::optional<bool> redis_up; // none: there is no Redis
    bool redis_may_evict = false;
};

class Metrics
{
public:
    Metrics();
    ~Metrics();

    void http_request(std::string_view route, std::string_view method, int status, double seconds);
    void upload(std::string_view department, std::string_view type, std::string_view outcome, std::uint64_t bytes);
    void run_created(std::string_view department, std::string_view kind, std::string_view trigger);
    void run_finished(std::string_view department, std::string_view kind, std::string_view outcome);
    void run_waited(double seconds);
    void stage(std::string_view stage, std::string_view kind, double seconds);
    void report_published(std::string_view format);
    void auth_failure(std::string_view reason);
    void rate_limited(std::string_view scope);
    void wakeup_heard(std::string_view mode, std::string_view topic);

    std::string text(const State& state); // Prometheus text format 0.0.4

private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};
} // namespace metrics
