#pragma once
// Server-sent events: what happens to runs and reports, told to every browser that may see it. They are kept elsewhere,
// in an order that all processes share: a browser that comes back with Last-Event-ID, to whichever process, is told
// what it missed, or `reset` where that is no longer kept: then it fetches everything anew.
#include "server/http/permission.hpp"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace http
{
struct Event {
    std::int64_t id = 0;
    std::optional<std::int64_t> department_id; // whose people may see it; none: everyone
    Permission permission = Permission::read_runs;
    std::shared_ptr<const std::string> text;   // as it goes over the wire
    std::shared_ptr<const std::string> masked; // as it goes to who may only look
};
// What of an event a listener is told: one of its texts; null: nothing.
using EventView = std::function<std::shared_ptr<const std::string>(const Event&)>;

// Where events are kept.
class EventSource
{
public:
    struct Kept {
        std::int64_t oldest = 0, newest = 0;
    };
    struct News {
        std::vector<Event> events;
        bool waits = false; // for one that may still come before others that are there
    };
    virtual ~EventSource() = default;
    virtual Kept kept() = 0;
    // Those after this id that no earlier one can follow any more, in order; `most` at most.
    virtual News news(std::int64_t after, std::size_t most) = 0;
    virtual std::vector<Event> between(std::int64_t after, std::int64_t up_to, std::size_t most) = 0;
};

// Who listens, and by which right: `rights` is one word for what the token lets its owner see, to be compared with what
// it is later.
struct Listener {
    std::int64_t user_id = 0, token_id = 0;
    std::string rights;
    std::vector<std::int64_t> departments;
};

// One listening browser. Its queue is bounded: one too slow to keep up falls behind, and is told the rest as it has
// room.
class Subscription
{
public:
    explicit Subscription(Listener listener = {}) : listener(std::move(listener)) {}

    // The next event's text, or null when there is none yet.
    std::shared_ptr<const std::string> take();
    // `wake` is called (on any thread) when there is something to take.
    void on_event(std::function<void()> wake);
    // Nothing more is told: signed out, disabled, another role.
    void end();
    bool ended() const { return ended_; }

    const Listener listener;

private:
    friend class EventHub;
    static constexpr std::size_t most_waiting = 256, page = most_waiting / 2;
    void offer(const Event& event);
    // Of one that is behind: where it goes on once it has room.
    std::optional<std::int64_t> hungry_after();
    void feed(const std::vector<Event>& missed, std::optional<std::int64_t> nothing_more_up_to);
    void put(const Event& event);

    std::mutex mutex_;
    EventView view_;
    std::deque<std::shared_ptr<const std::string>> waiting_;
    std::int64_t considered_ = 0; // up to here everything was told, or is not for this listener
    bool behind_ = false;
    std::function<void()> wake_, has_room_;
    std::atomic<bool> ended_{false};
};

class EventHub
{
public:
    explicit EventHub(EventSource& source) : source_(source) {}

    static constexpr std::size_t most_of_a_person = 20, most_of_a_department = 500;
    // A browser that missed more than this fetches everything instead.
    static constexpr std::int64_t most_replayed = 10'000;

    // Both are set before anybody listens. `look_soon` asks for a look(), from any thread; `before_telling` is called
    // once events are at hand, and ends the streams of those who may not be told any more.
    std::function<void()> look_soon = [] {}, before_telling = [] {};

    // Tells what is new. One thread at a time.
    void look();
    // Throws Refusal (too_many) where the person, or a department of theirs, listens often enough already.
    std::shared_ptr<Subscription> subscribe(EventView view, std::optional<std::int64_t> last_seen_id,
                                            Listener listener = {});
    std::vector<std::shared_ptr<Subscription>> open();

private:
    void require_room(const Listener& listener);
    std::int64_t told_up_to();
    void catch_up(Subscription& subscription);

    EventSource& source_;
    std::mutex mutex_;
    std::optional<std::int64_t> told_up_to_;
    std::vector<std::weak_ptr<Subscription>> subscriptions_;
};
} // namespace http
