#pragma once
// Writes the rows that were judged on a thread of its own while the next ones are cleaned and checked. Order and
// content are as without it; where no thread is to be had, writing happens in place.
#include "engine/prepare/sorted_rows.hpp"
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace engine
{
class WriteBehind
{
public:
    explicit WriteBehind(SortedRows& into); // which nobody else may use meanwhile
    ~WriteBehind();

    struct Rows {
        Chunk chunk; // as sent
        Batch batch;
        SortedRows::Judged judged;
    };
    Rows& rows() { return slots_[filled_]; } // to fill
    // Hands them over; rows() are others from now on. Throws what writing the rows before threw.
    void write();
    // Waits until all are written.
    void finish();

private:
    void run();
    void add(Rows& rows);
    void wait_until_written(std::unique_lock<std::mutex>& lock);

    SortedRows& into_;
    Rows slots_[2];
    std::size_t filled_ = 0; // the other one is being written, or free
    bool writing_ = false, stop_ = false, threaded_ = false;
    std::exception_ptr failed_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::thread thread_;
};
} // namespace engine
