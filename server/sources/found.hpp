#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sources
{
using Instant = std::chrono::sys_time<std::chrono::nanoseconds>;

// A file at a place.
struct Found {
    std::string name; // within the place
    std::int64_t bytes = 0;
    std::optional<Instant> changed{};
    std::string mark{};  // what its server says of its content; empty: its size and time say it
    std::string where{}; // what it is known by there; empty: its name

    std::string identity() const;
};
} // namespace sources
