#include "server/pipeline/questions.hpp"
#include "base/bytes.hpp"
#include "base/sha256.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/inputs.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pipeline
{
struct Questions::Shared {
    int wanted_by = 0;
    bool joined = false; // by somebody who did not begin it
    std::stop_source unwanted;
    bool done = false;
    std::exception_ptr accident;
    sandbox::Outcome outcome;
    std::map<std::string, sandbox::Descriptor> outputs; // for those who joined
};

namespace
{
constexpr std::int64_t most_cpu_seconds = 30; // somebody looks at a spinner
constexpr std::chrono::milliseconds look_again{100};

// Equal ones have equal answers. What lies in storage under one name is one file; files in memory all differ.
std::string question_of(sandbox::ChildJob job)
{
    json::array files;
    sandbox::each_input(job, [&](int& number) {
        struct stat file{};
        fstat(number, &file);
        files.emplace_back(fmt::format("{}:{}", file.st_dev, file.st_ino));
        number = 0;
    });
    for (auto& [name, number] : job.outputs) number = 0;
    return sha256_hex(json::serialize(json::encode(job)) + json::serialize(files));
}

void copy(int from, int to)
{
    auto bytes = read_all(FileSource(from));
    FileSink sink(to);
    sink.write(bytes);
    sink.flush();
}
} // namespace

sandbox::Outcome Questions::run(const sandbox::ChildJob& job, const std::stop_token& unwanted)
{
    while (!free_.try_acquire_for(look_again))
        if (unwanted.stop_requested()) {
            sandbox::Outcome nobody;
            nobody.ending = sandbox::Ending::stopped;
            nobody.message = "Nobody waits for it.";
            return nobody;
        }
    struct GiveBack {
        ~GiveBack() { free.release(); }
        std::counting_semaphore<>& free;
    } give_back{free_};
    sandbox::EngineCall call;
    call.job = job;
    call.job.limits = context_.engine_limits;
    call.job.limits.cpu_seconds = std::min(call.job.limits.cpu_seconds, most_cpu_seconds);
    call.binary = context_.engine_binary;
    call.deadline = context_.engine_deadline;
    call.stop = unwanted;
    return context_.engine(call, {});
}

std::shared_ptr<Questions::Shared> Questions::join(const std::string& question, bool& leads)
{
    std::lock_guard lock(mutex_);
    auto& shared = under_way_[question];
    leads = !shared;
    if (leads) shared = std::make_shared<Shared>();
    shared->joined |= !leads;
    ++shared->wanted_by;
    return shared;
}

int Questions::waiting()
{
    std::lock_guard lock(mutex_);
    int all = 0;
    for (const auto& [question, shared] : under_way_) all += shared->wanted_by;
    return all;
}

void Questions::leave(const std::string& question, Shared& shared)
{
    {
        std::lock_guard lock(mutex_);
        auto own = under_way_.find(question);
        bool was_last = --shared.wanted_by == 0;
        if (was_last && own != under_way_.end() && own->second.get() == &shared) under_way_.erase(own);
        if (was_last) shared.unwanted.request_stop();
    }
    moved_.notify_all();
}

void Questions::lead(const std::string& question, Shared& shared, const sandbox::ChildJob& job)
{
    sandbox::Outcome outcome;
    std::exception_ptr accident;
    try {
        outcome = run(job, shared.unwanted.get_token());
    } catch (...) {
        accident = std::current_exception();
    }
    {
        std::lock_guard lock(mutex_);
        shared.outcome = std::move(outcome);
        shared.accident = accident;
        if (shared.joined)
            for (const auto& [name, number] : job.outputs) shared.outputs[name] = sandbox::Descriptor(dup(number));
        shared.done = true;
        if (auto own = under_way_.find(question); own != under_way_.end() && own->second.get() == &shared)
            under_way_.erase(own);
    }
    moved_.notify_all();
}

Result<sandbox::Outcome> Questions::ask(sandbox::ChildJob job, const std::stop_token& unwanted)
{
    auto question = question_of(job);
    bool leads = false;
    auto shared = join(question, leads);
    std::stop_callback gone(unwanted, [&] { leave(question, *shared); });
    if (leads)
        lead(question, *shared, job);
    else {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [&] { return shared->done || unwanted.stop_requested(); });
    }
    if (unwanted.stop_requested()) return refuse(Why::conflict, "Nobody waits for the answer any more.");
    if (shared->accident) std::rethrow_exception(shared->accident);
    if (!leads)
        for (const auto& [name, number] : job.outputs) copy(shared->outputs.at(name).number(), number);
    auto outcome = shared->outcome;
    if (!outcome.answered()) return refuse(Why::conflict, outcome.message);
    if (outcome.unreadable) return refuse(Why::invalid, outcome.unreadable->message);
    return outcome;
}
} // namespace pipeline
