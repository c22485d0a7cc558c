#pragma once
// Server-sent events: what happens to runs and reports, told to every browser that may see it.
// Ids grow, also across restarts. A browser that comes back with Last-Event-ID gets what it missed, or `reset` where
// that is no longer kept: then it fetches everything anew.
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
// Of the people of a department: those who may send and correct its files see what others must not.
enum class Audience { all, senders, lookers };

struct Event {
    std::int64_t id = 0;
    std::optional<std::int64_t> department_id; // whose people may see it; none: everyone
    Permission permission = Permission::read_runs;
    Audience audience = Audience::all;
    std::shared_ptr<const std::string> text; // as it goes over the wire
};
using EventFilter = std::function<bool(const Event&)>;

// Who listens, and by which right: `rights` is one word for what the token lets its owner see, to be compared with what
// it is later.
struct Listener {
    std::int64_t user_id = 0, token_id = 0;
    std::string rights;
    std::vector<std::int64_t> departments;
};

// One listening browser. Its queue is bounded: a browser too slow to keep up is told to start over.
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
    static constexpr std::size_t most_waiting = 256;
    void offer(const Event& event);
    void offer_reset(std::int64_t id);

    std::mutex mutex_;
    EventFilter filter_;
    std::deque<std::shared_ptr<const std::string>> waiting_;
    std::function<void()> wake_;
    std::atomic<bool> ended_{false};
};

class EventHub
{
public:
    // `first_id` must be above every id of earlier runs of the server: microseconds since 1970 are.
    explicit EventHub(std::int64_t first_id, std::size_t kept = 1024) : next_id_(first_id), kept_(kept) {}

    static constexpr std::size_t most_of_a_person = 20, most_of_a_department = 500;

    void publish(const std::string& name, const std::string& json, std::optional<std::int64_t> department_id,
                 Permission permission = Permission::read_runs, Audience audience = Audience::all);
    // Throws Refusal (too_many) where the person, or a department of theirs, listens often enough already.
    std::shared_ptr<Subscription> subscribe(EventFilter filter, std::optional<std::int64_t> last_seen_id,
                                            Listener listener = {});
    std::vector<std::shared_ptr<Subscription>> open();

private:
    void require_room(const Listener& listener);

    std::mutex mutex_;
    std::int64_t next_id_;
    std::size_t kept_;
    std::deque<Event> past_;
    std::vector<std::weak_ptr<Subscription>> subscriptions_;
};
} // namespace http
