#include "server/queue/channel.hpp"
#include <poll.h>

namespace queue
{
void wait_for(int socket, Direction direction, std::chrono::steady_clock::time_point until, const std::stop_token& stop)
{
    constexpr int slice = 100; // milliseconds until the stop is looked at
    pollfd watched{socket, static_cast<short>(direction == Direction::in ? POLLIN : POLLOUT), 0};
    do { // also of a server that always has another byte
        if (stop.stop_requested()) throw Lost(Trouble::unreachable, "the process stops");
        if (std::chrono::steady_clock::now() >= until) throw Lost(Trouble::unreachable, "no answer in time");
    } while (poll(&watched, 1, slice) <= 0);
}
} // namespace queue
