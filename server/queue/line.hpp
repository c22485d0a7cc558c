#pragma once
// Keeps one channel up: opens it, proves it by what it says to itself, says and hears hints, and where it breaks tries
// again, at growing intervals, for ever. On a thread of its own; nobody ever waits for it.
#include "server/queue/channel.hpp"
#include "server/queue/topic.hpp"
#include <atomic>
#include <thread>

namespace queue
{
class Line
{
public:
    struct Pace {
        std::chrono::milliseconds together{50}; // hints within this long are one
        std::chrono::milliseconds proven_every{10'000};
        std::chrono::milliseconds first_pause{1000}, longest_pause{30'000}; // until it is tried again
    };
    // `heard` is called by the line's thread.
    Line(const char* name, OpenChannel open, std::function<void(Topic)> heard, Pace pace);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    void say(Topic topic); // from any thread
    bool is_up() const { return trouble_ == Trouble::none; }
    Trouble trouble() const { return trouble_; }
    bool may_evict() const { return may_evict_; }

private:
    using Clock = std::chrono::steady_clock;

    void run(const std::stop_token& stop);
    void serve(Channel& channel, const std::stop_token& stop);
    void prove(Channel& channel, const std::stop_token& stop);
    unsigned hear(Channel& channel);
    void give(unsigned topics) const;
    void wait(int socket, Clock::duration longest) const;
    void note(Trouble trouble, const char* cause);

    const char* name_;
    OpenChannel open_;
    std::function<void(Topic)> heard_;
    Pace pace_;
    std::string self_; // what this process is called on the line
    std::atomic<Trouble> trouble_{Trouble::unreachable};
    std::atomic<bool> may_evict_{false};
    std::atomic<unsigned> pending_{0};
    bool echoed_ = false, told_ = false;
    int wake_; // an eventfd: something is to be said, or the end has come
    std::jthread thread_;
};
} // namespace queue
