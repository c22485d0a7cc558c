#include "cli/interrupts.hpp"
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>

namespace cli
{
Interrupts::Interrupts() : over_(eventfd(0, EFD_CLOEXEC))
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
    arrived_ = sandbox::Descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
    waiter_ = std::jthread([this] {
        std::array<pollfd, 2> watched{{{arrived_.number(), POLLIN, 0}, {over_.number(), POLLIN, 0}}};
        while (poll(watched.data(), watched.size(), -1) < 0) {
        }
        if (watched[0].revents != 0) stop_.request_stop();
    });
}

Interrupts::~Interrupts()
{
    eventfd_write(over_.number(), 1);
    waiter_.join();
    // A signal that came stays blocked, so that it does not end the program in the middle of its clean end.
    if (!stop_.stop_requested()) pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}
} // namespace cli
