#include "server/queue/wakeups.hpp"
#include "server/queue/notify_channel.hpp"
#include "server/queue/redis_channel.hpp"

namespace queue
{
Wakeups::Wakeups(const Settings& settings, const std::function<void(Mode, Topic)>& heard)
    : alone_(settings.postgres.empty() ? Mode::in_process : Mode::polling)
{
    auto line = [&](Mode mode, const char* name, OpenChannel open) {
        return std::make_unique<Line>(
            name, std::move(open), [heard, mode](Topic topic) { heard(mode, topic); }, settings.pace);
    };
    if (settings.redis)
        redis_ = line(Mode::redis, "redis",
                      [address = *settings.redis](const std::stop_token& stop) { return open_redis(address, stop); });
    if (!settings.postgres.empty())
        notify_ = line(Mode::notify, "notify",
                       [url = settings.postgres](const std::stop_token& stop) { return open_notify(url, stop); });
}

void Wakeups::say(Topic topic)
{
    for (auto* line : {redis_.get(), notify_.get()})
        if (line && line->is_up()) line->say(topic); // by each: another process may have only one of them
}

Wakeups::Status Wakeups::status() const
{
    Status status;
    status.mode = alone_;
    if (notify_) status.notify = notify_->trouble();
    if (notify_ && notify_->is_up()) status.mode = Mode::notify;
    if (!redis_) return status;
    status.redis = redis_->trouble();
    status.may_evict = redis_->may_evict();
    if (redis_->is_up()) status.mode = Mode::redis;
    return status;
}
} // namespace queue
