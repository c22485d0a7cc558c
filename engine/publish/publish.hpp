#pragma once
// The second of the engine's two calls: transform, publish. The terminal and the server's stages make the same call.
#include "engine/run/job.hpp"
#include "engine/run/prepared.hpp"
#include "engine/run/published.hpp"

namespace engine
{
// Transforms the rows that prepare let pass, where the contract says so, and writes the reports it asks for. Call only
// on verdict `publish`. Throws ContractErrors where the transform fails on these rows.
Published publish(const Job& job, const Prepared& prepared, const ByteSource& passed, const OpenOutput& open,
                  const Watcher& watcher);
} // namespace engine
