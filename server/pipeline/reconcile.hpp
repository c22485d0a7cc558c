#pragma once
// Storage and a database that comes from an older backup: what was accepted meanwhile is accepted again.
#include "server/pipeline/context.hpp"
#include <cstdint>
#include <string>
#include <vector>

namespace pipeline
{
struct Reconciled {
    std::int64_t adopted = 0;             // files that only storage knew, with a run each
    std::vector<std::string> not_adopted; // and those that could not be, with the reason in words; they stay
    std::int64_t noted = 0;               // files whose manifest was missing
    std::vector<std::string> missing;     // files that only the database knows
};
// Before anybody is answered. Can be done again from its start when it was cut off.
Reconciled reconcile(Context& context);
} // namespace pipeline
