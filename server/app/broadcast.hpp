#pragma once
// What this process moves: counted, and hints to look now given to whom it concerns.
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
    explicit Broadcast(metrics::Metrics& metrics) : metrics_(metrics) {}

    std::function<void()> wake_workers = [] {}; // there is a run to take
    std::function<void()> cancelled = [] {};    // a person has cancelled one that is running
    std::function<void()> news = [] {};         // there is an event to tell

    void run_changed(const runs::Run& run) override;
    void stage_changed(const runs::StageEvent& stage) override;
    void report_published(const reports::Report& report) override;

private:
    void time_stage(const runs::StageEvent& stage);

    metrics::Metrics& metrics_;
    std::mutex mutex_; // guards what follows
    std::map<std::pair<std::int64_t, engine::StageName>, std::chrono::steady_clock::time_point> started_;
};
} // namespace app
