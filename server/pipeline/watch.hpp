#pragma once
// Beside a running run: keeps its lease alive from a thread of its own, and stops the work when the lease is lost, a
// person cancels, or the server stops.
#include "server/pipeline/context.hpp"
#include "server/runs/claim_store.hpp"
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
    // `server_stop` starts the drain: the work goes on for `drain_time` and is stopped then.
    Watch(Context& context, std::string worker, runs::Fence fence, std::stop_token server_stop,
          std::chrono::milliseconds drain_time);

    // For the child process: requested when the work must stop. `why()` tells the reason.
    std::stop_token token() const { return stop_.get_token(); }
    Interruption why() const { return why_.load(); }

private:
    using Steady = std::chrono::steady_clock;
    void watch(std::stop_token over);
    void beat();
    void interrupt(Interruption why);

    Context& context_;
    std::string worker_;
    runs::Fence fence_;
    std::stop_token server_stop_;
    std::chrono::milliseconds drain_time_;
    Steady::time_point renewed_; // when the last successful renewal was sent
    std::atomic<Interruption> why_{Interruption::none};
    std::stop_source stop_;
    std::jthread thread_; // last: it uses all of the above
};
} // namespace pipeline
