#pragma once
// Two people in one cell: a correction that would write over one that its writer has not seen.
#include "engine/run/job.hpp"
#include "server/runs/fix_spot.hpp"

namespace runs
{
class CorrectedCells
{
public:
    explicit CorrectedCells(std::vector<RunFix> made);
    // The correction by somebody else that `fix` would replace unseen, or none. `was` is what stood in the cell when
    // the writer began ("" for an empty cell); none asks for no check. Writing the same value is no clash.
    const RunFix* corrected_meanwhile(std::int64_t writer_id, const engine::Fix& fix,
                                      const std::optional<std::string>& was) const;

private:
    std::map<Spot, RunFix> made_;
};
} // namespace runs
