#pragma once
// The other end of run_engine: engine mode, `batchops engine-child`.

namespace sandbox
{
// Reads the job from descriptor 3, runs it, says how it went on descriptor 1. Returns the exit status.
int engine_child();
} // namespace sandbox
