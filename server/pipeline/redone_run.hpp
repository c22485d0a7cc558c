#pragma once
// Makes what a run made anew, from the file as it is now: after somebody was taken out of it.
#include "server/pipeline/context.hpp"
#include <cstdint>

namespace pipeline
{
enum class Redone {
    nothing,    // there was nothing to make anew
    results,    // findings and correction sheet
    report,     // its version of the report too
    taken_away, // it could not be made anew, so its files are gone
};
// Corrections, answers and approvals are those of the run; the number and the time of its report stay. `became_other`:
// the file is of another format now, so that answers about pages no longer apply.
Redone redo_run(Context& context, std::int64_t run_id, bool became_other, const std::string& identifier);
} // namespace pipeline
