#pragma once
// Work that a process takes: apart from what people see of it, such as a run.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jobs
{
enum class Kind { file };
BOOST_DESCRIBE_ENUM(Kind, file)

// What goes first. A lane is served only where those before it have nothing ready.
enum class Lane { person_waits, sent, scheduled, again };

enum class Ending { done, failed, cancelled };
BOOST_DESCRIBE_ENUM(Ending, done, failed, cancelled)

// Jobs that need a newer version of the hub's code than this are left alone.
inline constexpr std::int64_t code_version = 1;

struct NewJob {
    Kind kind = Kind::file;
    std::optional<std::int64_t> run_id{};
    std::string owner; // of the share: "department:3"
    Lane lane = Lane::sent;
    std::optional<std::int64_t> feed_id{}; // with `period`: the line in which files wait
    std::optional<std::string> period{};
    std::int64_t estimate_ms = 1000;   // of the time it will take
    std::vector<std::int64_t> after{}; // jobs that must end first, locked by the caller
};

// Proof of the right to write to a job and to what it is about: every write of a worker repeats it.
struct Fence {
    std::int64_t job_id = 0;
    std::int64_t epoch = 0;
    std::string lease_token;
};

// A job that somebody has taken, or whose lease ran out.
struct Job {
    std::int64_t id = 0;
    Kind kind = Kind::file;
    std::optional<std::int64_t> run_id;
    std::int64_t epoch = 0;
    std::string lease_token;
    std::int64_t losses = 0;    // of its worker so far
    std::int64_t accidents = 0; // of the hub
    std::int64_t deaths = 0;    // of the engine's child
    std::optional<std::string> cancel_requested_at;

    Fence fence() const { return {id, epoch, lease_token}; }
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, run_id, epoch, lease_token, losses, accidents, deaths, cancel_requested_at))
} // namespace jobs
