#pragma once
// A question about the hub that may take long, asked beside the requests and not too often; who wants to know gets what it
// said last.
#include "server/app/system_routes.hpp"
#include <chrono>
#include <functional>
#include <future>
#include <mutex>

namespace app
{
class Probe
{
public:
    using Time = std::chrono::milliseconds;
    // It is asked again after `every`, and after a hundred times as long as it took.
    Probe(std::function<Check()> ask, Time every) : ask_(std::move(ask)), every_(every) {}

    // Waits for a new answer for `patience` at most.
    Check last(Time patience);

private:
    using Clock = std::chrono::steady_clock;
    struct Said {
        Check check;
        Clock::time_point at;
        Clock::duration took;
    };
    bool is_due() const;

    std::function<Check()> ask_;
    Time every_;
    std::mutex mutex_; // guards what follows
    std::shared_future<Said> asked_;
    std::optional<Said> said_;
};
} // namespace app
