#pragma once
// Reads the next chunks on a thread of its own while the last one is cleaned and checked. Order and content are those
// of the reader; where no thread is to be had, reading happens in place.
#include "engine/read/reader.hpp"
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace engine
{
class ReadAhead
{
public:
    explicit ReadAhead(TableReader& reader); // which nobody else may use meanwhile
    ~ReadAhead();

    // As TableReader::next; what the reader throws comes from here.
    bool next(Chunk& out, std::vector<Finding>& findings);
    // After the rows that next() gave.
    double progress() const { return progress_; }

private:
    static constexpr std::size_t depth = 2; // chunks ready or being read
    struct Read {
        Chunk chunk;
        std::vector<Finding> findings;
        double progress = 0;
        bool any = false;
        std::exception_ptr failed;
    };
    void read(Read& into);
    void run();

    TableReader& reader_;
    Read reads_[depth];
    std::size_t first_ = 0, ready_ = 0; // a ring: reads_[first_] is the next to be given out
    bool stop_ = false, threaded_ = false;
    double progress_ = 0;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::thread thread_;
};
} // namespace engine
