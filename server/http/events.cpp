#include "server/http/events.hpp"
#include <fmt/format.h>

namespace http
{
std::shared_ptr<const std::string> Subscription::take()
{
    std::lock_guard lock(mutex_);
    if (waiting_.empty()) return nullptr;
    auto text = std::move(waiting_.front());
    waiting_.pop_front();
    return text;
}

void Subscription::on_event(std::function<void()> wake)
{
    std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

void Subscription::offer(const Event& event)
{
    if (!filter_(event)) return;
    {
        std::lock_guard lock(mutex_);
        if (waiting_.size() < most_waiting) {
            waiting_.push_back(event.text);
            if (wake_) wake_();
            return;
        }
    }
    offer_reset(event.id);
}

void Subscription::offer_reset(std::int64_t id)
{
    std::lock_guard lock(mutex_);
    waiting_.clear();
    waiting_.push_back(std::make_shared<const std::string>(fmt::format("id: {}\nevent: reset\ndata: {{}}\n\n", id)));
    if (wake_) wake_();
}

void EventHub::publish(const std::string& name, const std::string& json, std::optional<std::int64_t> department_id)
{
    std::lock_guard lock(mutex_);
    Event event{next_id_++, department_id, nullptr};
    event.text =
        std::make_shared<const std::string>(fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.id, name, json));
    past_.push_back(event);
    if (past_.size() > kept_) past_.pop_front();
    std::erase_if(subscriptions_, [&](const std::weak_ptr<Subscription>& weak) {
        auto subscription = weak.lock();
        if (subscription) subscription->offer(event);
        return !subscription;
    });
}

std::shared_ptr<Subscription> EventHub::subscribe(EventFilter filter, std::optional<std::int64_t> last_seen_id)
{
    auto subscription = std::make_shared<Subscription>();
    subscription->filter_ = std::move(filter);
    std::lock_guard lock(mutex_);
    if (last_seen_id) {
        auto oldest_kept = past_.empty() ? next_id_ : past_.front().id;
        if (*last_seen_id + 1 < oldest_kept || *last_seen_id >= next_id_)
            subscription->offer_reset(next_id_ - 1);
        else
            for (const auto& event : past_)
                if (event.id > *last_seen_id) subscription->offer(event);
    }
    subscriptions_.push_back(subscription);
    return subscription;
}
} // namespace http
