#include "server/sandbox/judge.hpp"
#include "server/sandbox/events.hpp"
#include <csignal>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>

namespace sandbox
{
namespace
{
std::string human_bytes(std::int64_t bytes) { return fmt::format("{} MiB", bytes >> 20); }
} // namespace

void judge(const Judged& work, const Ended& ended, bool answered, Outcome& outcome)
{
    const auto& file = work.file_name;
    outcome.log = ended.log;
    outcome.cpu_seconds = ended.cpu_seconds;
    outcome.peak_bytes = ended.peak_bytes;
    int status = WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : -1;
    outcome.signal = WIFSIGNALED(ended.status) ? WTERMSIG(ended.status) : 0;
    auto exited = [status](ChildExit exit) { return status == static_cast<int>(exit); };
    auto end = [&outcome](Ending ending, std::string message) {
        outcome.ending = ending;
        outcome.message = std::move(message);
    };

    if (exited(ChildExit::ok) && answered) return end(Ending::answered, {});
    if (ended.stop_requested) return end(Ending::stopped, "The work was stopped on request.");
    if (ended.talked_too_much)
        return end(Ending::failed, "The engine process answered with more than it may. Please report this file.");
    if (ended.deadline_passed)
        return end(Ending::too_slow,
                   fmt::format("“{}” took longer than its time limit of {} s and was stopped. Split the file into "
                               "smaller ones, or raise the limit.",
                               file, work.deadline.count()));
    if (outcome.signal == SIGXCPU)
        return end(Ending::too_slow,
                   fmt::format("“{}” used more than its {} s of computing time and was stopped. Split the file into "
                               "smaller ones, or raise the limit.",
                               file, work.limits.cpu_seconds));
    if (exited(ChildExit::out_of_memory))
        return end(Ending::out_of_memory,
                   fmt::format("“{}” needs more memory than the {} that one file may use. Split the file into smaller "
                               "ones, or raise the memory limit.",
                               file, human_bytes(work.limits.memory_bytes)));
    if (outcome.signal == SIGSYS)
        return end(Ending::refused_by_sandbox,
                   fmt::format("While it worked on “{}” the engine process tried what reading a file never needs, and "
                               "was stopped by the sandbox. Nothing was published. If you trust where the file comes "
                               "from, save it anew in its program and send that; else keep it apart.",
                               file));
    if (outcome.signal != 0)
        return end(Ending::crashed,
                   fmt::format("The engine process stopped unexpectedly ({}) while it worked on “{}”. Nothing was "
                               "published. Try again; if it happens again, please report this file.",
                               strsignal(outcome.signal), file));
    if (exited(ChildExit::refused) || status == 127)
        return end(Ending::refused,
                   "The engine process would not take the job. Is the program being replaced right now? "
                   "Try again; if it happens again, install it anew.");
    if (outcome.message.empty())
        outcome.message = fmt::format("The engine process ended with status {} and no answer.", status);
    outcome.ending = Ending::failed;
}
} // namespace sandbox
