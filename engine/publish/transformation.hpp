#pragma once
// The transform of a job's contract, ready to run.
#include "engine/run/job.hpp"
#include "engine/transform/transform.hpp"
#include <memory>

namespace engine
{
// Null where the contract has none. Checks the query, and the names in the report against the columns that it gives.
// Throws ContractErrors.
std::unique_ptr<Transform> open_transform(const Job& job, const Contract& contract);
} // namespace engine
