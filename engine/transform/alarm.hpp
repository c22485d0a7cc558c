#pragma once
// Interrupts a query that takes too long.
#include "engine/transform/duckdb.hpp"
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace engine::sql
{
class Alarm
{
public:
    Alarm(duckdb_connection connection, std::chrono::seconds after)
        : thread_([this, connection, after] {
              std::unique_lock lock(mutex_);
              if (changed_.wait_for(lock, after, [this] { return over_; })) return;
              rung_ = true;
              api().interrupt(connection);
          })
    {
    }
    ~Alarm()
    {
        {
            std::scoped_lock lock(mutex_);
            over_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    bool has_rung()
    {
        std::scoped_lock lock(mutex_);
        return rung_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool over_ = false, rung_ = false;
    std::thread thread_; // last: it uses the others
};
} // namespace engine::sql
