#pragma once
// "Look now" from process to process: by Redis where there is one, and by NOTIFY of PostgreSQL. Where neither works,
// everybody polls; losing a hint costs the rest of a poll interval, never more.
#include "server/queue/line.hpp"
#include "server/queue/redis_address.hpp"
#include <optional>

namespace queue
{
enum class Mode {
    in_process, // one process does everything, and wakes itself
    redis,
    notify,
    polling,
};
BOOST_DESCRIBE_ENUM(Mode, in_process, redis, notify, polling)

class Wakeups
{
public:
    struct Settings {
        std::optional<RedisAddress> redis;
        std::string postgres; // its URL; empty: one process on SQLite
        Line::Pace pace{};
    };
    struct Status {
        Mode mode = Mode::polling;
        std::optional<Trouble> redis; // none: there is no Redis
        bool may_evict = false;       // it throws entries away that it has no room for
        Trouble notify = Trouble::none;
    };
    // `heard` is called by other threads, from now until the end.
    Wakeups(const Settings& settings, const std::function<void(Mode, Topic)>& heard);

    // To the other processes, from any thread, once what it is about has committed.
    void say(Topic topic);
    Status status() const;

private:
    Mode alone_; // where no line is up
    std::unique_ptr<Line> redis_, notify_;
};
} // namespace queue
