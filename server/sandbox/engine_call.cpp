#include "server/sandbox/engine_call.hpp"
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "server/sandbox/child.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/events.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace sandbox
{
namespace
{
namespace fs = std::filesystem;
constexpr int first_file = 4; // after the job on 3

// Gives every descriptor of the job its number in the child, in the order of `descriptors`.
std::vector<int> renumber(ChildJob& job)
{
    std::vector<int> descriptors;
    auto move = [&](int& number) {
        descriptors.push_back(number);
        number = first_file + static_cast<int>(descriptors.size()) - 1;
    };
    if (job.file >= 0) move(job.file);
    for (auto& [feed, number] : job.references) move(number);
    if (job.previous) move(*job.previous);
    if (job.clean) move(*job.clean);
    for (auto& [name, number] : job.outputs) move(number);
    return descriptors;
}

Descriptor written_job(const ChildJob& job)
{
    auto file = anonymous_file("job");
    FileSink sink(file.number());
    sink.write(json::serialize(json::encode(job)));
    sink.flush();
    lseek(file.number(), 0, SEEK_SET);
    return file;
}

// A folder for the temporary files of one child.
class Scratch
{
public:
    explicit Scratch(const std::filesystem::path& below)
    {
        auto pattern = ((below.empty() ? fs::temp_directory_path() : below) / "batchops-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::system_error(errno, std::generic_category(), pattern);
        path_ = pattern;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

bool writes_workbook(const ChildJob& job)
{
    return std::ranges::any_of(job.outputs, [](const auto& output) { return output.first.ends_with(".xlsx"); });
}

bool has_answer(const Outcome& outcome)
{
    return outcome.prepared || outcome.published || outcome.unreadable || !outcome.bad_contract.empty() || outcome.done;
}

std::string human_bytes(std::int64_t bytes) { return fmt::format("{} MiB", bytes >> 20); }

// Why the child ended, and what to tell a person.
void judge(const EngineCall& call, const Ended& ended, Outcome& outcome)
{
    const auto& file = call.job.file_name;
    int status = WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : -1;
    outcome.signal = WIFSIGNALED(ended.status) ? WTERMSIG(ended.status) : 0;
    auto exited = [status](ChildExit exit) { return status == static_cast<int>(exit); };
    auto end = [&outcome](Ending ending, std::string message) {
        outcome.ending = ending;
        outcome.message = std::move(message);
    };

    if (exited(ChildExit::ok) && has_answer(outcome)) return end(Ending::answered, {});
    if (ended.stop_requested) return end(Ending::stopped, "The work was stopped on request.");
    if (ended.talked_too_much)
        return end(Ending::failed, "The engine process answered with more than it may. Please report this file.");
    if (ended.deadline_passed)
        return end(Ending::too_slow,
                   fmt::format("“{}” took longer than its time limit of {} s and was stopped. Split the file into "
                               "smaller ones, or raise the limit.",
                               file, call.deadline.count()));
    if (outcome.signal == SIGXCPU)
        return end(Ending::too_slow,
                   fmt::format("“{}” used more than its {} s of computing time and was stopped. Split the file into "
                               "smaller ones, or raise the limit.",
                               file, call.job.limits.cpu_seconds));
    if (exited(ChildExit::out_of_memory))
        return end(Ending::out_of_memory,
                   fmt::format("“{}” needs more memory than the {} that one file may use. Split the file into smaller "
                               "ones, or raise the memory limit.",
                               file, human_bytes(call.job.limits.memory_bytes)));
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
} // namespace

Outcome run_engine(const EngineCall& call, const engine::Watcher& watcher)
{
    auto job = call.job;
    auto descriptors = renumber(job);
    std::optional<Scratch> scratch;
    if (writes_workbook(job) || may_run_sql(job)) job.scratch = scratch.emplace(call.temporary).path();
    auto job_file = written_job(job);
    descriptors.insert(descriptors.begin(), job_file.number());

    Outcome outcome;
    Command command;
    command.binary = call.binary;
    command.arguments = call.arguments;
    command.descriptors = std::move(descriptors);
    command.deadline = call.deadline;
    command.stop = call.stop;
    command.on_line = [&](std::string_view line) { hear(line, watcher, outcome); };
    auto ended = run_child(command);
    outcome.log = std::move(ended.log);
    outcome.cpu_seconds = ended.cpu_seconds;
    outcome.peak_bytes = ended.peak_bytes;
    judge(call, ended, outcome);
    return outcome;
}
} // namespace sandbox
