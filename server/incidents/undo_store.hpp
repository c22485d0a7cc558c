#pragma once
// Taking a repair back.
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include "server/users/user.hpp"
#include <string>

namespace incidents
{
// The file is run once more as it was before the attempt, and the issue is open again. Refuses (not_found) an attempt
// that is not of this incident; (conflict) one that has not worked; one whose file had published nothing before
// while the version that came of it is in force: that version is restored or withdrawn first; and one after which the
// report has changed or rows were corrected: a person chooses the version that should stand.
Result<runs::Run> undo_remedy(db::Session& db, const users::User& who, std::int64_t id, std::int64_t attempt,
                              const std::string& trace_id);
} // namespace incidents
