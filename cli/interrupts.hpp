#pragma once
// Ctrl-C and SIGTERM as a request to stop, so that a command ends in order and cleans up behind itself.
#include "server/sandbox/descriptor.hpp"
#include <csignal>
#include <stop_token>
#include <thread>

namespace cli
{
// Lives as long as a command does; to be made before any thread is started, as threads inherit which signals wait.
class Interrupts
{
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    std::stop_token token() const { return stop_.get_token(); }

private:
    sandbox::Descriptor over_, arrived_;
    sigset_t before_{};
    std::stop_source stop_;
    std::jthread waiter_;
};
} // namespace cli
