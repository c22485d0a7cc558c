#include "server/queue/redis_channel.hpp"
#include "server/queue/redis_connection.hpp"

namespace queue
{
namespace
{
constexpr std::string_view wake = "bo:wake";

// RESP 2: a connection that listens says nothing else.
class RedisChannel final : public Channel
{
public:
    RedisChannel(const RedisAddress& address, const std::stop_token& stop)
        : talks_(address, stop), listens_(address, stop)
    {
        listens_.call({"SUBSCRIBE", wake});
    }

    void say(const std::string& words) override { talks_.call({"PUBLISH", wake, words}); }

    std::vector<std::string> heard() override
    {
        std::vector<std::string> heard;
        for (std::size_t replies = 0; replies < most_at_once; ++replies) {
            auto reply = listens_.received();
            if (!reply) break;
            if (reply->type == REDIS_REPLY_ERROR) throw Lost(Trouble::unreachable, "the subscription has ended");
            if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 3) continue;
            const auto& message = *reply->element[2];
            if (message.type == REDIS_REPLY_STRING) heard.emplace_back(message.str, message.len);
        }
        return heard;
    }
    int descriptor() const override { return listens_.descriptor(); }

    // A user who may not ask is not warned.
    bool may_evict() override
    {
        try {
            auto reply = talks_.call({"INFO", "memory"});
            std::string_view facts = reply->type == REDIS_REPLY_STRING ? std::string_view(reply->str, reply->len) : "";
            constexpr std::string_view name = "maxmemory_policy:";
            auto at = facts.find(name);
            return at != facts.npos && !facts.substr(at + name.size()).starts_with("noeviction");
        } catch (const Lost& lost) {
            if (lost.trouble == Trouble::not_allowed) return false;
            throw;
        }
    }

private:
    static constexpr std::size_t most_at_once = 1000; // of somebody who does not stop

    RedisConnection talks_, listens_;
};
} // namespace

std::unique_ptr<Channel> open_redis(const RedisAddress& address, const std::stop_token& stop)
{
    return std::make_unique<RedisChannel>(address, stop);
}
} // namespace queue
