#include "server/pipeline/watch.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include <optional>

namespace pipeline
{
namespace
{
constexpr std::chrono::seconds beat_every{10};
// By its own clock the worker stops well before the others may take over (lease_time).
constexpr std::chrono::seconds trust_window{20};
static_assert(trust_window < runs::lease_time);
} // namespace

Watch::Watch(Context& context, std::string worker, runs::Fence fence, std::stop_token server_stop,
             std::chrono::milliseconds drain_time)
    : context_(context), worker_(std::move(worker)), fence_(std::move(fence)), server_stop_(std::move(server_stop)),
      drain_time_(drain_time), renewed_(Steady::now()),
      thread_([this](std::stop_token over) { watch(std::move(over)); })
{
}

void Watch::watch(std::stop_token over)
{
    auto next_beat = Steady::now() + beat_every;
    std::optional<Steady::time_point> drained;
    std::stop_callback on_server_stop(server_stop_, [this] { context_.hint.give(); });
    while (!over.stop_requested()) {
        auto seen = context_.hint.seen();
        if (server_stop_.stop_requested() && !drained) drained = Steady::now() + drain_time_;
        auto until = std::min({next_beat, renewed_ + trust_window, drained.value_or(Steady::time_point::max())});
        auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now());
        if (left.count() > 0) context_.hint.wait(seen, left, over);
        if (over.stop_requested()) return;
        // Also when a hint came: it may be a person who cancels.
        beat();
        next_beat = Steady::now() + beat_every;
        if (Steady::now() >= renewed_ + trust_window) interrupt(Interruption::lost);
        if (drained && Steady::now() >= *drained) interrupt(Interruption::draining);
        if (why_ != Interruption::none) return;
    }
}

void Watch::beat()
{
    auto sent = Steady::now();
    failpoint("heartbeat");
    auto pulse = [&] {
        return context_.database.transact([&](db::Session& db) {
            runs::note_worker(db, worker_, context_.boot_id);
            return runs::heartbeat(db, fence_);
        });
    };
    try {
        switch (pulse()) {
        case runs::Pulse::alive:
            renewed_ = sent;
            break;
        case runs::Pulse::cancel_requested:
            interrupt(Interruption::cancelled);
            break;
        case runs::Pulse::lost:
            interrupt(Interruption::lost);
            break;
        }
    } catch (const db::Error& error) { // within the trust window the next beat may succeed
        logs::warn("worker", "heartbeat failed", {{"run_id", fence_.run_id}, {"error", error.what()}});
    }
}

void Watch::interrupt(Interruption why)
{
    auto none = Interruption::none;
    if (why_.compare_exchange_strong(none, why)) stop_.request_stop();
}
} // namespace pipeline
