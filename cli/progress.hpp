#pragma once
// What a person at a terminal sees while work goes on: one line that rewrites itself. Nothing when piped.
#include "engine/run/watcher.hpp"
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace cli
{
class Progress
{
public:
    explicit Progress(bool wanted);
    ~Progress(); // leaves a clean line

    engine::Watcher watcher();
    // How long each stage took, in order.
    std::vector<std::pair<std::string, double>> seconds() const { return seconds_; }

private:
    void show(engine::StageName stage, double share, std::int64_t rows);

    bool visible_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point started_;
    std::vector<std::pair<std::string, double>> seconds_;
};
} // namespace cli
