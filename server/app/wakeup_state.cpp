#include "server/app/wakeup_state.hpp"

namespace app
{
namespace
{
const char* words_of(queue::Mode mode)
{
    switch (mode) {
    case queue::Mode::in_process:
        return "One process does everything and wakes itself.";
    case queue::Mode::redis:
        return "The processes wake each other by Redis.";
    case queue::Mode::notify:
        return "The processes wake each other by PostgreSQL.";
    case queue::Mode::polling:
        return "Each process looks for itself every 2 seconds. Nothing is lost, but files may start that much later.";
    }
    return "";
}

const char* words_of_redis(queue::Trouble trouble)
{
    switch (trouble) {
    case queue::Trouble::none:
        return "";
    case queue::Trouble::unreachable:
        return "Redis does not answer. ";
    case queue::Trouble::refused:
        return "Redis refuses the user or the password. ";
    case queue::Trouble::not_allowed:
        return "Redis does not let this user send and hear wake-ups. ";
    case queue::Trouble::deaf:
        return "Redis takes wake-ups and does not deliver them. ";
    case queue::Trouble::untrusted:
        return "The certificate of Redis is not trusted. ";
    }
    return "";
}
} // namespace

queue::Wakeups::Settings wakeup_settings(const Config& config)
{
    queue::Wakeups::Settings settings;
    if (!config.redis.empty()) settings.redis = queue::redis_address(config.redis, config.redis_ca_file);
    settings.postgres = config.database.starts_with("postgres") ? config.database : "";
    return settings;
}

WakeupState wakeup_state(const queue::Wakeups::Status& status)
{
    WakeupState state;
    state.mode = status.mode;
    state.as_set_up = status.redis.value_or(status.notify) == queue::Trouble::none && !status.may_evict;
    if (status.redis) state.words = words_of_redis(*status.redis);
    if (status.mode == queue::Mode::polling && status.notify == queue::Trouble::deaf)
        state.words += "Something between this process and PostgreSQL, such as a pooler, keeps wake-ups back. ";
    state.words += words_of(status.mode);
    if (status.may_evict)
        state.words += " Redis throws entries away when its memory is full: set its maxmemory-policy to noeviction.";
    return state;
}
} // namespace app
