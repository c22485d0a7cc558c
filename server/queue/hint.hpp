#pragma once
// "Look now": shortens the wait of those who poll the database. Losing a hint costs the rest of the poll interval,
// never a run.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace queue
{
class Hint
{
public:
    void give()
    {
        {
            std::lock_guard lock(mutex_);
            ++given_;
        }
        waiting_.notify_all();
    }
    // What has been given so far; wait() returns at once for a hint given after this.
    std::uint64_t seen() const
    {
        std::lock_guard lock(mutex_);
        return given_;
    }
    void wait(std::uint64_t seen, std::chrono::milliseconds longest, std::stop_token stop)
    {
        std::unique_lock lock(mutex_);
        waiting_.wait_for(lock, stop, longest, [&] { return given_ != seen; });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable_any waiting_;
    std::uint64_t given_ = 0;
};
} // namespace queue
