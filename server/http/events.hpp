#pragma once
// Server-sent events: what happens to runs and reports, told to every browser that may see it.
// Ids grow, also across restarts. A browser that comes back with Last-Event-ID gets what it missed, or `reset` where
// that is no longer kept: then it fetches everything anew.
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
    std::shared_ptr<const std::string> text;   // as it goes over the wire
};
using EventFilter = std::function<bool(const Event&)>;

// One listening browser. Its queue is bounded: a browser too slow to keep up is told to start over.
class Subscription
{
public:
    // The next event's text, or null when there is none yet.
    std::shared_ptr<const std::string> take();
    // `wake` is called (on any thread) when there is something to take.
    void on_event(std::function<void()> wake);
    // Asked now and then; false ends the stream (signed out, role changed).
    std::function<bool()> still_allowed = [] { return true; };

private:
    friend class EventHub;
    static constexpr std::size_t most_waiting = 256;
    void offer(const Event& event);
    void offer_reset(std::int64_t id);

    std::mutex mutex_;
    EventFilter filter_;
    std::deque<std::shared_ptr<const std::string>> waiting_;
    std::function<void()> wake_;
};

class EventHub
{
public:
    // `first_id` must be above every id of earlier runs of the server: microseconds since 1970 are.
    explicit EventHub(std::int64_t first_id, std::size_t kept = 1024) : next_id_(first_id), kept_(kept) {}

    void publish(const std::string& name, const std::string& json, std::optional<std::int64_t> department_id);
    std::shared_ptr<Subscription> subscribe(EventFilter filter, std::optional<std::int64_t> last_seen_id);

private:
    std::mutex mutex_;
    std::int64_t next_id_;
    std::size_t kept_;
    std::deque<Event> past_;
    std::vector<std::weak_ptr<Subscription>> subscriptions_;
};
} // namespace http
