#include "cli/hub/service_manager.hpp"
#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cli
{
namespace
{
std::chrono::microseconds watchdog_interval()
{
    std::int64_t microseconds = 0;
    if (const char* given = std::getenv("WATCHDOG_USEC"))
        std::from_chars(given, given + std::strlen(given), microseconds);
    return std::chrono::microseconds(microseconds);
}
} // namespace

void tell_service_manager(std::string_view state)
{
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (!path || std::strlen(path) >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path, std::strlen(path));
    if (path[0] == '@') address.sun_path[0] = '\0'; // an abstract name
    int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), length);
    close(socket);
}

std::jthread keep_watchdog_quiet(std::function<bool()> answers)
{
    return std::jthread([answers = std::move(answers), interval = watchdog_interval()](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock(mutex);
        while (interval.count() > 0 && !stop.stop_requested()) {
            if (answers()) tell_service_manager("WATCHDOG=1");
            woken.wait_for(lock, stop, interval / 2, [] { return false; });
        }
    });
}
} // namespace cli
