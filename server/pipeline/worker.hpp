#pragma once
// Takes runs and brings each to its end, one at a time. Any number of workers, in any number of processes.
#include "server/pipeline/work.hpp"
#include <chrono>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace pipeline
{
class Worker
{
public:
    // After a stop, a run in work may go on for `drain_time`; then it is given back.
    Worker(Context& context, std::string name, std::chrono::milliseconds drain_time = std::chrono::seconds(25))
        : context_(context), name_(std::move(name)), drain_time_(drain_time)
    {
    }

    // Takes runs until the stop. Accidents of the database are waited out.
    void run(std::stop_token stop);
    // Takes one run, if there is one that is due, and brings it to its end. Throws db::Error where none can be taken.
    bool run_one(std::stop_token stop = {});

private:
    struct Trouble;
    void work_on(const runs::Claim& claim, std::stop_token stop, Watch::Steady::time_point claimed);
    std::optional<Trouble> attempt(Work& work);
    static Trouble trouble(const runs::Claim& claim, std::exception_ptr thrown);

    Context& context_;
    std::string name_;
    std::chrono::milliseconds drain_time_;
};

// The workers of this process. Destruction stops and joins them.
class Workers
{
public:
    Workers(Context& context, std::size_t count, std::chrono::milliseconds drain_time = std::chrono::seconds(25));
    ~Workers(); // asks all of them to stop before it waits for the first

private:
    std::vector<std::jthread> threads_;
};
} // namespace pipeline
