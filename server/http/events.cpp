#include "server/http/events.hpp"
#include "base/result.hpp"
#include <fmt/format.h>
#include <map>

namespace http
{
std::shared_ptr<const std::string> Subscription::take()
{
    std::lock_guard lock(mutex_);
    if (ended_ || waiting_.empty()) return nullptr;
    auto text = std::move(waiting_.front());
    waiting_.pop_front();
    return text;
}

void Subscription::on_event(std::function<void()> wake)
{
    std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

void Subscription::end()
{
    ended_ = true;
    std::lock_guard lock(mutex_);
    waiting_.clear();
    if (wake_) wake_();
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

void EventHub::publish(const std::string& name, const std::string& json, std::optional<std::int64_t> department_id,
                       Permission permission, Audience audience)
{
    std::lock_guard lock(mutex_);
    Event event{next_id_++, department_id, permission, audience, nullptr};
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

void EventHub::require_room(const Listener& listener)
{
    if (listener.user_id == 0) return;
    std::size_t of_person = 0;
    std::map<std::int64_t, std::size_t> of_department;
    for (const auto& weak : subscriptions_) {
        auto other = weak.lock();
        if (!other || other->ended()) continue;
        of_person += other->listener.user_id == listener.user_id;
        for (auto department : other->listener.departments) ++of_department[department];
    }
    if (of_person >= most_of_a_person)
        throw Refusal{Why::too_many, "You have BatchOps open too often at the same time. Close some of its windows."};
    for (auto department : listener.departments)
        if (of_department[department] >= most_of_a_department)
            throw Refusal{Why::too_many, "Too many people of your department look at BatchOps at the same time."};
}

std::vector<std::shared_ptr<Subscription>> EventHub::open()
{
    std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Subscription>> open;
    for (const auto& weak : subscriptions_)
        if (auto one = weak.lock()) open.push_back(std::move(one));
    return open;
}

std::shared_ptr<Subscription> EventHub::subscribe(EventFilter filter, std::optional<std::int64_t> last_seen_id,
                                                  Listener listener)
{
    std::lock_guard lock(mutex_);
    std::erase_if(subscriptions_, [](const auto& weak) { return weak.expired(); });
    require_room(listener);
    auto subscription = std::make_shared<Subscription>(std::move(listener));
    subscription->filter_ = std::move(filter);
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
