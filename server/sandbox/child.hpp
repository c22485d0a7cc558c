#pragma once
// One child process: started with exec (never a bare fork), listened to, stopped in time, reaped.
#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox
{
struct Command {
    std::string binary;
    std::vector<std::string> arguments; // the first is the name it goes by
    std::vector<int> descriptors;       // become 3, 4, 5 … of the child; they stay the caller's
    std::chrono::milliseconds deadline{600'000};
    std::stop_token stop;
    std::chrono::milliseconds grace{5'000};             // from SIGTERM to SIGKILL after a stop
    std::function<void(std::string_view line)> on_line; // each line of its standard output
};

struct Ended {
    int status = 0;               // as waitpid gives it
    bool deadline_passed = false; // killed for it
    bool stop_requested = false;
    bool talked_too_much = false; // killed for a line longer than `line_bytes`
    std::string log;              // the last `log_bytes` of its standard error
    double cpu_seconds = 0;
    std::int64_t peak_bytes = 0;
};

inline constexpr std::size_t line_bytes = 64 << 20;
inline constexpr std::size_t log_bytes = 64 << 10;

// Blocks until the child has ended. Throws std::system_error where it cannot be started; whatever on_line throws
// kills the child first.
Ended run_child(const Command& command);
} // namespace sandbox
