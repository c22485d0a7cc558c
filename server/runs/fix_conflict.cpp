#include "server/runs/fix_conflict.hpp"
#include "engine/run/job.hpp"

namespace runs
{
CorrectedCells::CorrectedCells(std::vector<RunFix> made) : made_(by_spot(std::move(made))) {}

const RunFix* CorrectedCells::corrected_meanwhile(std::int64_t writer_id, const engine::Fix& fix,
                                                  const std::optional<std::string>& was) const
{
    if (!was) return nullptr;
    auto found = made_.find(spot_of(fix));
    if (found == made_.end()) return nullptr;
    const auto& other = found->second;
    if (other.created_by && other.created_by->id == writer_id) return nullptr;
    auto now = other.to.value_or("");
    return now == *was || now == fix.to.value_or("") ? nullptr : &other;
}
} // namespace runs
