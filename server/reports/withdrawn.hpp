#pragma once
#include "server/http/problem.hpp"
#include "server/reports/report.hpp"

namespace reports
{
// Leaves the handler with 410 where nobody gets this version any more.
inline void require_not_withdrawn(const Report& report)
{
    if (!report.withdrawn) return;
    throw http::Stop(http::problem_of(
        410, "Version " + std::to_string(report.version) + " of this report was withdrawn on " +
                 report.withdrawn->at.substr(0, 10) + " by " + report.withdrawn->by + ": " + report.withdrawn->reason));
}
} // namespace reports
