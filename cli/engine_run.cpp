#include "cli/engine_run.hpp"
#include "cli/problem.hpp"
#include "server/sandbox/descriptor.hpp"
#include <array>
#include <csignal>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <thread>

namespace cli
{
namespace
{
constexpr std::chrono::hours deadline{6}; // a person is there to press Ctrl-C

// While it lives, Ctrl-C and SIGTERM become a request to stop.
class Interrupts
{
public:
    Interrupts() : over_(eventfd(0, EFD_CLOEXEC))
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
    ~Interrupts()
    {
        eventfd_write(over_.number(), 1);
        waiter_.join();
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    std::stop_token token() const { return stop_.get_token(); }

private:
    sandbox::Descriptor over_, arrived_;
    sigset_t before_{};
    std::stop_source stop_;
    std::jthread waiter_;
};

std::string contract_problem(const std::string& name, const std::vector<engine::ContractError>& errors)
{
    auto text =
        fmt::format("“{}” has {}:", name, errors.size() == 1 ? "an error" : fmt::format("{} errors", errors.size()));
    for (const auto& error : errors)
        text += fmt::format("\n{}:{}:{}: {}", name, error.line, error.column, error.message);
    return text;
}
} // namespace

sandbox::Outcome run_engine(sandbox::ChildJob job, Progress& progress)
{
    sandbox::EngineCall call;
    call.job = std::move(job);
    call.deadline = deadline;
    call.job.limits.cpu_seconds = std::chrono::seconds(deadline).count();
    Interrupts interrupts;
    call.stop = interrupts.token();
    auto outcome = sandbox::run_engine(call, progress.watcher());
    if (!outcome.answered()) {
        if (!outcome.log.empty()) outcome.message += "\n" + outcome.log;
        throw Problem(outcome.message);
    }
    if (outcome.unreadable) throw Problem(outcome.unreadable->message);
    if (!outcome.bad_contract.empty()) throw Problem(contract_problem(call.job.contract_name, outcome.bad_contract));
    return outcome;
}

void print_timings(const Progress& progress, const sandbox::Outcome& outcome)
{
    for (const auto& [stage, seconds] : progress.seconds()) fmt::print(stderr, "{:<12} {:8.3f} s\n", stage, seconds);
    fmt::print(stderr, "{:<12} {:8.3f} s\n{:<12} {:8.1f} MiB\n", "cpu", outcome.cpu_seconds, "peak memory",
               static_cast<double>(outcome.peak_bytes) / (1 << 20));
}
} // namespace cli
