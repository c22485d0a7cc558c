#include "server/queue/line.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include <algorithm>
#include <poll.h>
#include <random>
#include <sys/eventfd.h>
#include <unistd.h>

namespace queue
{
namespace
{
std::string words_of(unsigned topics)
{
    std::string words;
    for (auto topic : queue::topics)
        if ((topics & static_cast<unsigned>(topic)) != 0) words += " " + json::enum_text(topic);
    return words;
}

// Whoever reaches the channel may say anything on it.
unsigned topics_of(std::string_view words)
{
    unsigned found = 0;
    for (auto topic : queue::topics)
        if (words.find(" " + json::enum_text(topic)) != words.npos) found |= static_cast<unsigned>(topic);
    return found;
}

// So that what was lost at once is not tried by everybody at once.
std::chrono::milliseconds around(std::chrono::milliseconds pause)
{
    thread_local std::minstd_rand random{std::random_device{}()};
    return pause * std::uniform_int_distribution<int>(80, 120)(random) / 100;
}
} // namespace

Line::Line(const char* name, OpenChannel open, std::function<void(Topic)> heard, Pace pace)
    : name_(name), open_(std::move(open)), heard_(std::move(heard)), pace_(pace), self_(random_hex(8)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Line::~Line()
{
    thread_.request_stop();
    thread_.join();
    close(wake_);
}

void Line::say(Topic topic)
{
    pending_ |= static_cast<unsigned>(topic);
    eventfd_write(wake_, 1);
}

void Line::give(unsigned topics) const
{
    for (auto topic : queue::topics)
        if ((topics & static_cast<unsigned>(topic)) != 0) heard_(topic);
}

void Line::wait(int socket, Clock::duration longest) const
{
    pollfd watched[] = {{socket, POLLIN, 0}, {wake_, POLLIN, 0}};
    auto left = std::chrono::ceil<std::chrono::milliseconds>(longest).count();
    poll(watched, 2, static_cast<int>(std::max<std::int64_t>(0, left)));
    eventfd_t ignored = 0;
    eventfd_read(wake_, &ignored);
}

unsigned Line::hear(Channel& channel)
{
    unsigned topics = 0;
    for (const auto& words : channel.heard())
        if (!words.starts_with(self_ + " "))
            topics |= topics_of(words);
        else // what it says itself, everybody in the process has heard
            echoed_ |= words == self_ + " echo";
    return topics;
}

// A pooler takes LISTEN and delivers nothing, a server that hangs takes everything: only the echo counts.
void Line::prove(Channel& channel, const std::stop_token& stop)
{
    echoed_ = false;
    channel.say(self_ + " echo");
    auto until = Clock::now() + patience;
    for (give(hear(channel)); !echoed_; give(hear(channel))) {
        if (stop.stop_requested() || Clock::now() >= until) throw Lost(Trouble::deaf, "what is said does not arrive");
        wait(channel.descriptor(), std::min<Clock::duration>(until - Clock::now(), pace_.together));
    }
    bool evicts = channel.may_evict();
    if (!may_evict_.exchange(evicts) && evicts)
        logs::warn("wakeups", "Redis throws entries away when it is full: set its maxmemory-policy to noeviction");
}

void Line::serve(Channel& channel, const std::stop_token& stop)
{
    Clock::time_point proven{}, said{}, given{};
    while (!stop.stop_requested()) {
        if (Clock::now() - proven >= pace_.proven_every) {
            prove(channel, stop);
            proven = Clock::now();
            note(Trouble::none, "");
        }
        bool may_say = Clock::now() - said >= pace_.together;
        if (auto topics = may_say ? pending_.exchange(0) : 0) {
            channel.say(self_ + words_of(topics));
            said = Clock::now();
        }
        if (auto topics = hear(channel)) {
            give(topics);
            given = Clock::now();
        }
        auto now = Clock::now();
        auto until = proven + pace_.proven_every;
        if (pending_ != 0) until = std::min(until, said + pace_.together);
        bool listens = now - given >= pace_.together; // a flood of hints is one for each while
        if (!listens) until = std::min(until, given + pace_.together);
        wait(listens ? channel.descriptor() : -1, until - now);
    }
}

void Line::note(Trouble trouble, const char* cause)
{
    if (told_ && trouble_ == trouble) return;
    told_ = true;
    bool news = trouble_.exchange(trouble) != Trouble::none && trouble == Trouble::none;
    if (trouble != Trouble::none)
        return logs::warn("wakeups", "no wake-ups this way",
                          {{"by", name_}, {"trouble", json::enum_text(trouble)}, {"error", cause}});
    logs::info("wakeups", "wake-ups come this way", {{"by", name_}});
    if (news) give(every_topic); // what was said while it was away
}

void Line::run(const std::stop_token& stop)
{
    std::stop_callback on_stop(stop, [this] { eventfd_write(wake_, 1); });
    auto pause = pace_.first_pause;
    while (!stop.stop_requested()) {
        try {
            auto channel = open_(stop);
            serve(*channel, stop);
        } catch (const Lost& lost) {
            if (stop.stop_requested()) return;
            if (is_up()) pause = pace_.first_pause;
            note(lost.trouble, lost.what());
        } catch (const std::exception& error) {
            note(Trouble::unreachable, error.what());
        }
        auto until = Clock::now() + around(pause);
        while (!stop.stop_requested() && Clock::now() < until) wait(-1, until - Clock::now());
        pause = std::min(2 * pause, pace_.longest_pause);
    }
}
} // namespace queue
