#pragma once
// One connection to a Redis, spoken to in its own protocol (RESP 2). The bytes go by libcurl, which knows TLS and
// deadlines; hiredis 0.14, which knows neither together, writes commands and reads answers.
#include "server/queue/channel.hpp"
#include "server/queue/redis_address.hpp"
#include <hiredis/hiredis.h>
#include <initializer_list>
#include <string_view>

namespace queue
{
struct FreeReply {
    void operator()(redisReply* reply) const;
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

class RedisConnection
{
public:
    // Signs in. Throws Lost, as all of these do.
    RedisConnection(const RedisAddress& address, std::stop_token stop);
    ~RedisConnection();

    // The answer to a command. One that is an error is thrown: by its first word only, for the rest may repeat what
    // was sent.
    Reply call(std::initializer_list<std::string_view> command);
    // What the server has sent, if anything is there.
    Reply received();
    int descriptor() const;

private:
    struct Wire;
    void send(std::initializer_list<std::string_view> command);
    bool read_more();
    Reply next();

    std::stop_token stop_;
    std::unique_ptr<Wire> wire_;
};
} // namespace queue
