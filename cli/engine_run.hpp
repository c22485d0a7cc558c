#pragma once
// One run of the engine for a terminal command: in its child process, with progress, ended by Ctrl-C.
#include "cli/interrupts.hpp"
#include "cli/progress.hpp"
#include "server/sandbox/engine_call.hpp"

namespace cli
{
// Answered outcomes only: everything else (a crash, a limit, Ctrl-C, an unreadable file, a bad contract) is thrown as a
// Problem with its sentence.
sandbox::Outcome run_engine(sandbox::ChildJob job, Progress& progress, const Interrupts& interrupts);
// "read 0.12 s, standardize …" on stderr.
void print_timings(const Progress& progress, const sandbox::Outcome& outcome);
} // namespace cli
