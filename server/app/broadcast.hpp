#pragma once
// What moves in the hub, told to the browsers, the metrics and the workers.
#include "server/http/events.hpp"
#include "server/metrics/metrics.hpp"
#include "server/runs/run_events.hpp"
#include <chrono>
#include <functional>
#include <map>
#include <mutex>

namespace app
{
class Broadcast final : public runs::EventSink
{
public:
    Broadcast(http::EventHub& hub, metrics::Metrics& metrics) : hub_(hub), metrics_(metrics) {}

    std::function<void()> wake_workers = [] {}; // there is a run to take
    std::function<void()> cancelled = [] {};    // a person has cancelled one that is running

    void run_changed(const runs::Run& run) override;
    void stage_changed(const runs::StageEvent& stage, std::int64_t department_id) override;
    void report_published(const reports::Report& report) override;

private:
    void publish_run(const runs::Run& run);
    void time_stage(const runs::StageEvent& stage);

    http::EventHub& hub_;
    metrics::Metrics& metrics_;
    std::mutex mutex_; // guards what follows
    std::map<std::pair<std::int64_t, engine::StageName>, std::chrono::steady_clock::time_point> started_;
};
} // namespace app
