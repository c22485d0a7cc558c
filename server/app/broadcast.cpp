#include "server/app/broadcast.hpp"
#include "base/clock.hpp"

namespace app
{
namespace
{
double seconds_between(const std::string& from, const std::string& to)
{
    return std::chrono::duration<double>(between(from, to)).count();
}
} // namespace

void Broadcast::run_changed(const runs::Run& run)
{
    auto kind = json::enum_text(run.kind);
    if (run.state == runs::RunState::queued) {
        if (run.attempt == 0) metrics_.run_created(run.department.key, kind, run.parent_run_id ? "person" : "upload");
        wake_workers();
    } else if (runs::is_final(run.state)) {
        metrics_.run_finished(run.department.key, kind, json::enum_text(run.state));
        wake_workers(); // what waited for it may start
        std::lock_guard lock(mutex_);
        std::erase_if(started_, [&](const auto& stage) { return stage.first.first == run.id; });
    } else if (run.started_at && !run.stage)
        metrics_.run_waited(seconds_between(run.created_at, *run.started_at));
    if (run.state == runs::RunState::running) cancelled();
    news();
}

void Broadcast::time_stage(const runs::StageEvent& stage)
{
    std::lock_guard lock(mutex_);
    auto now = std::chrono::steady_clock::now();
    std::pair key{stage.run_id, stage.stage};
    if (stage.state == runs::StageState::running) {
        started_.try_emplace(key, now);
        return;
    }
    auto found = started_.find(key);
    if (found == started_.end()) return;
    metrics_.stage(json::enum_text(stage.stage), "file", std::chrono::duration<double>(now - found->second).count());
    started_.erase(found);
}

void Broadcast::stage_changed(const runs::StageEvent& stage)
{
    time_stage(stage);
    news();
}

void Broadcast::report_published(const reports::Report& report)
{
    for (const auto& file : report.files) metrics_.report_published(json::enum_text(file.format));
    news();
}
} // namespace app
