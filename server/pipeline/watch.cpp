#include "server/pipeline/watch.hpp"
#include "base/failpoint.hpp"
#include "base/log.hpp"
#include <optional>

namespace pipeline
{
namespace
{
constexpr std::chrono::seconds beat_every{10}, look_every{2};
// By its own clock the worker stops well before the others may take over.
constexpr std::chrono::seconds trust_window{20};
static_assert(trust_window < jobs::lease_time);
} // namespace

Watch::Watch(Context& context, std::string worker, jobs::Fence fence, std::stop_token server_stop,
             std::chrono::milliseconds drain_time, Steady::time_point claimed)
    : context_(context), worker_(std::move(worker)), fence_(std::move(fence)), server_stop_(std::move(server_stop)),
      drain_time_(drain_time), renewed_(claimed), time_([this](std::stop_token over) { keep_time(std::move(over)); }),
      lease_([this](std::stop_token over) { keep_lease(std::move(over)); })
{
}

void Watch::keep_time(std::stop_token over)
{
    std::optional<Steady::time_point> drained;
    std::stop_callback on_server_stop(server_stop_, [this] { hurry_.give(); });
    auto at_once = context_.at_once.get_token();
    std::stop_callback on_hurry(at_once, [this] { hurry_.give(); });
    while (!over.stop_requested()) {
        auto seen = hurry_.seen();
        if (server_stop_.stop_requested() && !drained) drained = Steady::now() + drain_time_;
        if (at_once.stop_requested()) drained = Steady::now();
        auto closes = renewed_.load() + trust_window;
        if (Steady::now() >= closes) interrupt(Interruption::lost);
        if (drained && Steady::now() >= *drained) interrupt(Interruption::draining);
        if (why_ != Interruption::none) return;
        auto until = std::min(closes, drained.value_or(Steady::time_point::max()));
        hurry_.wait(seen, std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()), over);
    }
}

void Watch::keep_lease(std::stop_token over)
{
    auto next_beat = Steady::now() + beat_every;
    auto seen = context_.cancelled.seen();
    while (!over.stop_requested() && why_ == Interruption::none) {
        context_.cancelled.wait(seen, look_every, over);
        seen = context_.cancelled.seen();
        if (over.stop_requested()) return;
        bool renew = Steady::now() >= next_beat;
        beat(renew);
        if (renew) next_beat = Steady::now() + beat_every;
    }
}

void Watch::beat(bool renew)
{
    auto sent = Steady::now();
    failpoint("heartbeat");
    auto look = [&](db::Session& db) { return jobs::look(db, fence_); };
    auto renewal = [&](db::Session& db) {
        jobs::note_worker(db, worker_, context_.boot_id);
        return jobs::heartbeat(db, fence_);
    };
    try {
        switch (renew ? context_.database.transact(renewal) : context_.database.read(look)) {
        case jobs::Pulse::alive:
            if (renew) renewed_ = sent;
            break;
        case jobs::Pulse::cancel_requested:
            interrupt(Interruption::cancelled);
            break;
        case jobs::Pulse::lost:
            interrupt(Interruption::lost);
            break;
        }
    } catch (const db::Error& error) { // within the trust window the next beat may succeed
        logs::warn("worker", "heartbeat failed", {{"job_id", fence_.job_id}, {"error", error.what()}});
    }
}

void Watch::interrupt(Interruption why)
{
    auto none = Interruption::none;
    if (why_.compare_exchange_strong(none, why)) stop_.request_stop();
}
} // namespace pipeline
