#pragma once
// A run over the same file as an earlier one had it: what a run between them was told is taken back.
#include "base/result.hpp"
#include "engine/table/doubt.hpp"
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include "server/users/user.hpp"
#include <string>

namespace runs
{
// With the answers (but for these), the period and the approvals of `before`, a run of the same file; a second person
// looks at its corrections anew. That rows of the version since are gone or other is what is wanted, so it is let
// through, unless whoever asks sent the file or corrected it. Refuses as run_again does, and (conflict) where rows were
// corrected since.
Result<Run> run_as_before(db::Session& db, const users::User& who, std::int64_t id, std::int64_t before,
                          const engine::Choices& but, const std::string& trace_id);
} // namespace runs
