#pragma once
// Beside a running job: keeps its lease alive, and stops the work when the lease is lost, a person cancels, or the
// server stops.
#include "server/jobs/job_store.hpp"
#include "server/pipeline/context.hpp"
#include <atomic>
#include <chrono>
#include <stop_token>
#include <thread>

namespace pipeline
{
enum class Interruption { none, lost, cancelled, draining };

class Watch
{
public:
    using Steady = std::chrono::steady_clock;

    // `server_stop` starts the drain: the work goes on for `drain_time` and is stopped then. `claimed`: before the job
    // was asked for.
    Watch(Context& context, std::string worker, jobs::Fence fence, std::stop_token server_stop,
          std::chrono::milliseconds drain_time, Steady::time_point claimed = Steady::now());

    // For the child process: requested when the work must stop. `why()` tells the reason.
    std::stop_token token() const { return stop_.get_token(); }
    Interruption why() const { return why_.load(); }

private:
    void keep_time(std::stop_token over); // never waits for the database
    void keep_lease(std::stop_token over);
    void beat(bool renew);
    void interrupt(Interruption why);

    Context& context_;
    std::string worker_;
    jobs::Fence fence_;
    std::stop_token server_stop_;
    std::chrono::milliseconds drain_time_;
    std::atomic<Steady::time_point> renewed_; // when the last renewal that succeeded was sent
    std::atomic<Interruption> why_{Interruption::none};
    std::stop_source stop_;
    queue::Hint hurry_;
    std::jthread time_, lease_; // last: they use all of the above
};
} // namespace pipeline
