#pragma once
// What this process hears of the runs that it moves: counters, and hints to look now. Called after the commit, from
// worker and handler threads alike; implementations are quick and do not throw.
#include "server/reports/report.hpp"
#include "server/runs/run.hpp"

namespace runs
{
struct StageEvent {
    std::int64_t run_id = 0;
    engine::StageName stage = engine::StageName::receive;
    StageState state = StageState::waiting;
    double share = 0; // 0 … 1
    std::optional<std::int64_t> rows_in, rows_out;
};
BOOST_DESCRIBE_STRUCT(StageEvent, (), (run_id, stage, state, share, rows_in, rows_out))

class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void run_changed(const Run& run) = 0;
    virtual void stage_changed(const StageEvent& stage) = 0;
    virtual void report_published(const reports::Report& report) = 0;
};
} // namespace runs
