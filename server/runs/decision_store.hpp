#pragma once
// What people decide about a run. Each makes a new run that names its parent, in one transaction with the end of a held
// parent; or ends it.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include "server/users/user.hpp"
#include <string>

namespace runs
{
// In the list of what was approved: rows that would be gone stay.
inline constexpr auto no_removals = "no_removals";

// The same file with the same fixes and the feed's live file rules. Refuses (conflict) where a later run is active.
Result<Run> run_again(db::Session& db, const users::User& who, std::int64_t id, const std::string& trace_id);
// The same with all corrections of the chain; refuses where the run has none of its own.
Result<Run> continue_with_fixes(db::Session& db, const users::User& who, std::int64_t id, const std::string& trace_id);
// Lets the limit through that held the run. Never by the person who sent the file. `without_removals`: rows of the
// version in force that would be gone stay.
Result<Run> approve(db::Session& db, const users::User& who, std::int64_t id, const std::string& reason,
                    const std::string& trace_id, bool without_removals = false);
// The same file for another period of its feed. Refuses (invalid) what is no period of it.
Result<Run> change_period(db::Session& db, const users::User& who, std::int64_t id, const std::string& period,
                          const std::string& trace_id);
// Ends a held run for good.
Result<Run> discard(db::Session& db, const users::User& who, std::int64_t id, const std::string& reason);
} // namespace runs
