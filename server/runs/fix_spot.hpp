#pragma once
// What a correction is about.
#include "engine/run/job.hpp"
#include "server/runs/fix_store.hpp"
#include <map>
#include <tuple>

namespace runs
{
// The cell, the row, or the value in every row: of several corrections of one, the last has effect.
using Spot = std::tuple<std::int64_t, std::string, std::string, bool, std::string>;

inline Spot spot_of(const engine::Fix& fix)
{
    return {fix.line, fix.sheet.value_or(""), fix.column.value_or(""), fix.exclude,
            fix.line > 0 ? "" : fix.from.value_or("")};
}

inline std::map<Spot, RunFix> by_spot(std::vector<RunFix> fixes)
{
    std::map<Spot, RunFix> found;
    for (auto& fix : fixes) found.insert_or_assign(spot_of(fix), std::move(fix));
    return found;
}
} // namespace runs
