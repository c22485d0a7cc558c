#pragma once
// What a service manager hears of the hub: the protocol of sd_notify(3), a datagram to the socket that NOTIFY_SOCKET
// names. Without one nothing is said.
#include <chrono>
#include <functional>
#include <string_view>
#include <thread>

namespace cli
{
// `state` as sd_notify(3) has it: "READY=1", "STOPPING=1".
void tell_service_manager(std::string_view state);

// Says at half of the interval that WATCHDOG_USEC names that the hub lives, as long as `answers` is true; where nobody
// watches, the thread ends at once.
std::jthread keep_watchdog_quiet(std::function<bool()> answers);
} // namespace cli
