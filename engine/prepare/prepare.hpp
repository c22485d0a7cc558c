#pragma once
// The first of the engine's two calls: read, standardize, validate, in one pass over the file. The terminal, the dry
// run and the server's stages make the same call.
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"

namespace engine
{
// Throws Unreadable, or ContractErrors (contract/contract.hpp). Where the file shows known errors of format, it is read
// again with their remedies, and what they did is said in `repairs`.
Prepared prepare(const Job& job, const OpenOutput& open, const Watcher& watcher);
// The same without remedies: what the file rules alone make of the file.
Prepared prepare_as_sent(const Job& job, const OpenOutput& open, const Watcher& watcher);
} // namespace engine
