#pragma once
// Without a hint, what another process did is seen after this long at the latest; jitter spreads many processes.
#include <chrono>
#include <random>

namespace queue
{
inline std::chrono::milliseconds poll_interval()
{
    thread_local std::minstd_rand random{std::random_device{}()};
    return std::chrono::milliseconds(std::uniform_int_distribution<int>(1800, 2200)(random));
}
} // namespace queue
