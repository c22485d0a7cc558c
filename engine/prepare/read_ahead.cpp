#include "engine/prepare/read_ahead.hpp"
#include <system_error>
#include <utility>

namespace engine
{
ReadAhead::ReadAhead(TableReader& reader) : reader_(reader), progress_(reader.progress())
{
    try {
        thread_ = std::thread([this] { run(); });
        threaded_ = true;
    } catch (const std::system_error&) { // the process may have no more threads
    }
}

ReadAhead::~ReadAhead()
{
    if (!threaded_) return;
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void ReadAhead::read(Read& into)
{
    into.findings.clear();
    try {
        into.any = reader_.next(into.chunk, into.findings);
        into.progress = reader_.progress();
    } catch (...) {
        into.failed = std::current_exception();
    }
}

void ReadAhead::run()
{
    for (std::size_t slot = 0;; slot = (slot + 1) % depth) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] { return stop_ || ready_ < depth; });
            if (stop_) return;
        }
        // The slot is neither ready nor given out, so it is this thread's alone.
        read(reads_[slot]);
        bool last = !reads_[slot].any || reads_[slot].failed;
        {
            std::lock_guard lock(mutex_);
            ++ready_;
        }
        changed_.notify_all();
        if (last) return;
    }
}

bool ReadAhead::next(Chunk& out, std::vector<Finding>& findings)
{
    auto& read_now = reads_[first_];
    if (threaded_) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ready_ > 0; });
    } else
        read(read_now);
    if (read_now.failed) std::rethrow_exception(read_now.failed);
    if (!read_now.any) return false; // stays ready, so that asking again is safe
    std::swap(out, read_now.chunk);
    std::swap(findings, read_now.findings);
    progress_ = read_now.progress;
    if (threaded_) {
        std::lock_guard lock(mutex_);
        first_ = (first_ + 1) % depth;
        --ready_;
    }
    changed_.notify_all();
    return true;
}
} // namespace engine
