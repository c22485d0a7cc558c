#include "cli/progress.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace cli
{
namespace
{
constexpr std::size_t bar_characters = 24;
constexpr std::string_view clear_line = "\r\x1b[K";
} // namespace

Progress::Progress(bool wanted) : visible_(wanted && isatty(STDERR_FILENO) != 0) {}

Progress::~Progress()
{
    if (shown_) fmt::print(stderr, "{}", clear_line);
}

engine::Watcher Progress::watcher()
{
    engine::Watcher watcher;
    watcher.started = [this](engine::StageName stage) {
        started_ = std::chrono::steady_clock::now();
        show(stage, 0, 0);
    };
    watcher.progress = [this](engine::StageName stage, double share, std::int64_t rows) { show(stage, share, rows); };
    watcher.finished = [this](const engine::StageReport& report) {
        std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
        seconds_.emplace_back(json::enum_text(report.stage), took.count());
    };
    return watcher;
}

void Progress::show(engine::StageName stage, double share, std::int64_t rows)
{
    if (!visible_) return;
    shown_ = true;
    share = std::clamp(share, 0.0, 1.0);
    auto full = static_cast<std::size_t>(share * bar_characters);
    fmt::print(stderr, "{}{:<12} {:█<{}}{:░<{}} {:3.0f} %", clear_line, json::enum_text(stage), "", full, "",
               bar_characters - full, share * 100);
    if (rows > 0) fmt::print(stderr, "  {} rows", rows);
    std::fflush(stderr);
}
} // namespace cli
