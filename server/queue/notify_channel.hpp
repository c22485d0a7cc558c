#pragma once
// NOTIFY of a PostgreSQL, on a connection of its own.
#include "server/queue/channel.hpp"

namespace queue
{
std::unique_ptr<Channel> open_notify(const std::string& url, const std::stop_token& stop);
} // namespace queue
