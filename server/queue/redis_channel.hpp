#pragma once
// The channel `bo:wake` of a Redis. Its user needs PUBLISH and SUBSCRIBE of `bo:*`, and INFO for a warning.
#include "server/queue/channel.hpp"
#include "server/queue/redis_address.hpp"

namespace queue
{
std::unique_ptr<Channel> open_redis(const RedisAddress& address, const std::stop_token& stop);
} // namespace queue
