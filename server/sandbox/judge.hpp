#pragma once
// Why a child process ended, and what to tell a person.
#include "server/sandbox/child.hpp"
#include "server/sandbox/engine_call.hpp"

namespace sandbox
{
struct Judged {
    std::string file_name; // what it worked on
    Limits limits;
    std::chrono::seconds deadline;
};

// Sets how the outcome ended, its sentence and its figures. `answered`: the child said what it had to say.
void judge(const Judged& work, const Ended& ended, bool answered, Outcome& outcome);
} // namespace sandbox
