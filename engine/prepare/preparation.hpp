#pragma once
// One reading of a file, from its bytes to passed and held rows.
#include "engine/repair/known_error.hpp"
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"

namespace engine
{
struct Attempt {
    Prepared prepared;
    std::vector<KnownErrorMatch> repairs; // that would make it better
};
// `applied` are the repairs that the job has in it.
Attempt attempt(const Job& job, const OpenOutput& open, const Watcher& watcher,
                std::vector<AppliedRepair> applied = {});
} // namespace engine
