#include "engine/prepare/write_behind.hpp"
#include <system_error>

namespace engine
{
WriteBehind::WriteBehind(SortedRows& into) : into_(into)
{
    try {
        thread_ = std::thread([this] { run(); });
        threaded_ = true;
    } catch (const std::system_error&) { // the process may have no more threads
    }
}

WriteBehind::~WriteBehind()
{
    if (!threaded_) return;
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void WriteBehind::add(Rows& rows) { into_.add(rows.chunk, rows.batch, rows.judged); }

void WriteBehind::run()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [&] { return stop_ || writing_; });
        if (!writing_) return;
        auto& rows = slots_[1 - filled_]; // this thread's alone until it is written
        lock.unlock();
        try {
            add(rows);
        } catch (...) {
            failed_ = std::current_exception();
        }
        lock.lock();
        writing_ = false;
        changed_.notify_all();
        if (failed_) return;
    }
}

void WriteBehind::wait_until_written(std::unique_lock<std::mutex>& lock)
{
    changed_.wait(lock, [&] { return !writing_; });
    if (failed_) std::rethrow_exception(failed_);
}

void WriteBehind::write()
{
    if (!threaded_) return add(rows());
    {
        std::unique_lock lock(mutex_);
        wait_until_written(lock);
        filled_ = 1 - filled_;
        writing_ = true;
    }
    changed_.notify_all();
}

void WriteBehind::finish()
{
    std::unique_lock lock(mutex_);
    wait_until_written(lock);
}
} // namespace engine
