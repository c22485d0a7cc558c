#include "server/http/events.hpp"
#include "base/result.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace http
{
namespace
{
constexpr std::size_t most_at_once = 500;

// Says only where the stream stands.
Event mark(const char* name, std::int64_t id)
{
    auto text = fmt::format("id: {}\nevent: {}\ndata: {{}}\n\n", id, name);
    auto shared = std::make_shared<const std::string>(std::move(text));
    return {id, std::nullopt, Permission::read_runs, shared, shared};
}
} // namespace

std::shared_ptr<const std::string> Subscription::take()
{
    std::lock_guard lock(mutex_);
    if (ended_ || waiting_.empty()) return nullptr;
    auto text = std::move(waiting_.front());
    waiting_.pop_front();
    if (behind_ && waiting_.size() == page) has_room_();
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

void Subscription::put(const Event& event)
{
    considered_ = event.id;
    auto text = view_(event);
    if (!text) return;
    waiting_.push_back(std::move(text));
    if (wake_) wake_();
}

void Subscription::offer(const Event& event)
{
    std::lock_guard lock(mutex_);
    if (event.id <= considered_) return;
    behind_ |= waiting_.size() >= most_waiting;
    if (!behind_) put(event);
}

std::optional<std::int64_t> Subscription::hungry_after()
{
    std::lock_guard lock(mutex_);
    if (!behind_ || ended_ || waiting_.size() > page) return std::nullopt;
    return considered_;
}

void Subscription::feed(const std::vector<Event>& missed, std::optional<std::int64_t> nothing_more_up_to)
{
    std::lock_guard lock(mutex_);
    for (const auto& event : missed) put(event);
    if (!nothing_more_up_to) return;
    considered_ = *nothing_more_up_to;
    behind_ = false;
}

// Where this process begins: a little earlier than what it sees, for what was still being written then.
std::int64_t EventHub::told_up_to()
{
    constexpr std::int64_t earlier = 500;
    if (!told_up_to_) told_up_to_ = std::max<std::int64_t>(0, source_.kept().newest - earlier);
    return *told_up_to_;
}

void EventHub::look()
{
    for (bool more = true; more;) {
        std::unique_lock lock(mutex_);
        auto after = told_up_to();
        lock.unlock();
        auto news = source_.news(after, most_at_once);
        if (news.waits) look_soon();
        more = news.events.size() == most_at_once;
        if (news.events.empty()) break;
        before_telling();
        lock.lock();
        told_up_to_ = news.events.back().id;
        for (const auto& weak : subscriptions_)
            if (auto subscription = weak.lock())
                for (const auto& event : news.events) subscription->offer(event);
    }
    for (const auto& subscription : open()) catch_up(*subscription);
}

void EventHub::catch_up(Subscription& subscription)
{
    while (auto after = subscription.hungry_after()) {
        auto missed = source_.between(*after, *told_up_to_, Subscription::page);
        before_telling();
        auto all = missed.size() < Subscription::page ? told_up_to_ : std::nullopt;
        subscription.feed(missed, all);
    }
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
    std::erase_if(subscriptions_, [](const auto& weak) { return weak.expired(); });
    std::vector<std::shared_ptr<Subscription>> open;
    for (const auto& weak : subscriptions_)
        if (auto one = weak.lock()) open.push_back(std::move(one));
    return open;
}

std::shared_ptr<Subscription> EventHub::subscribe(EventView view, std::optional<std::int64_t> last_seen_id,
                                                  Listener listener)
{
    auto kept = source_.kept();
    std::lock_guard lock(mutex_);
    require_room(listener);
    auto subscription = std::make_shared<Subscription>(std::move(listener));
    subscription->view_ = std::move(view);
    subscription->has_room_ = look_soon;
    auto here = subscription->considered_ = told_up_to();
    if (!last_seen_id)
        subscription->waiting_.push_back(mark("start", here).text);
    else if (*last_seen_id + 1 < kept.oldest || *last_seen_id > kept.newest || here - *last_seen_id > most_replayed)
        subscription->waiting_.push_back(mark("reset", here).text);
    else { // another process may have told it more than this one knows
        subscription->considered_ = *last_seen_id;
        subscription->behind_ = *last_seen_id < here;
    }
    subscriptions_.push_back(subscription);
    if (subscription->behind_) look_soon();
    return subscription;
}
} // namespace http
