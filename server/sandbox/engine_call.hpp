#pragma once
// Runs one step of the engine in a child process and collects what it says. Server and terminal alike call this.
#include "engine/contract/errors.hpp"
#include "engine/read/icalendar/icalendar.hpp"
#include "engine/review/preview.hpp"
#include "engine/review/slip_return.hpp"
#include "engine/review/trial.hpp"
#include "engine/run/published.hpp"
#include "server/sandbox/child_job.hpp"
#include "server/sandbox/program_beside.hpp"
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sandbox
{
struct EngineCall {
    ChildJob job; // with the caller's descriptors, which stay the caller's
    std::chrono::seconds deadline{600};
    // When a stop is requested (from any thread) the child gets SIGTERM, and SIGKILL five seconds later.
    std::stop_token stop;
    // Where the child gets a folder for temporary files, when its step needs one; empty: the system's own place.
    std::filesystem::path temporary;
    std::string binary = program_beside("batchops"); // the hub itself loads what an engine does not need
    std::vector<std::string> arguments = {"batchops", "engine-child"};
};

enum class Ending {
    answered,           // the engine said its result; the fields below hold it
    crashed,            // died of `signal`
    out_of_memory,      // reached its memory limit
    too_slow,           // reached its deadline or its CPU limit
    refused_by_sandbox, // did what reading a file never needs, such as opening a connection
    stopped,            // the caller asked it to stop
    refused,            // the child would not take the job: the two ends do not fit together
    failed,             // anything else; `message` says what
};
BOOST_DESCRIBE_ENUM(Ending, answered, crashed, out_of_memory, too_slow, refused_by_sandbox, stopped, refused, failed)

struct Outcome {
    Ending ending = Ending::failed;
    int signal = 0;
    std::string message; // a sentence for people, unless answered
    std::string log;     // what the child wrote to its log, the last 64 KiB
    double cpu_seconds = 0;
    std::int64_t peak_bytes = 0;         // resident memory at its highest
    std::vector<std::string> unconfined; // parts of the sandbox that this machine does not have

    // With `answered`, one of these holds the answer. `published` and `prepared` come together from step `process` with
    // verdict publish.
    std::optional<engine::Prepared> prepared;
    std::optional<engine::Published> published;
    std::optional<engine::SlipMerge> merged;
    std::optional<engine::Preview> preview;
    std::optional<engine::Trial> trial;
    std::optional<engine::PersonRows> person;
    std::optional<engine::ICalendar> calendar;
    std::optional<UnreadableAnswer> unreadable;
    std::vector<engine::ContractError> bad_contract;
    bool done = false; // extract and report: written

    bool answered() const { return ending == Ending::answered; }
};

// Blocks until the child has ended. The watcher is called on this thread. Throws std::system_error where no child can
// be started at all.
Outcome run_engine(const EngineCall& call, const engine::Watcher& watcher = {});
} // namespace sandbox
