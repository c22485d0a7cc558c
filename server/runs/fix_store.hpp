#pragma once
// Corrections as data: they take effect in the run that continues.
#include "base/json.hpp"
#include "base/result.hpp"
#include "engine/run/job.hpp"
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include "server/users/user.hpp"
#include <optional>
#include <string>
#include <vector>

namespace runs
{
struct RunFix : engine::Fix {
    std::int64_t id = 0;
    std::optional<users::UserRef> created_by;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(RunFix, (engine::Fix), (id, created_by, created_at))

struct FixesSaved {
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(FixesSaved, (), (count))

// The first correction without a column or of a line below 1; an empty list, or one that is too long; paths as in
// {fixes: […]}.
json::FieldErrors errors_in(const std::vector<engine::Fix>& fixes);
// A later correction of the same cell replaces the earlier one and keeps what that one was made of. A column may be
// named by its title. Refuses runs that cannot be fixed, columns that the file rules in force do not have, and what
// errors_in finds.
Result<FixesSaved> add_fixes(db::Session& db, const users::User& who, std::int64_t run_id,
                             const std::vector<engine::Fix>& fixes);
// Takes corrections back: those of the same cells, rows or values. Says how many there were.
Result<FixesSaved> remove_fixes(db::Session& db, const users::User& who, std::int64_t run_id,
                                const std::vector<engine::Fix>& fixes);
// Of this run alone, oldest first.
std::vector<RunFix> fixes_of(db::Session& db, std::int64_t run_id);
// Of the run's ancestors, oldest first: what the engine applies. Its own take effect in the run that continues.
std::vector<engine::Fix> fixes_before(db::Session& db, std::int64_t run_id);
// Those of its ancestors that no second person has seen: made since the last run that one approved for them.
std::vector<RunFix> fixes_unseen(db::Session& db, std::int64_t run_id);

// Those of them that leave a row out which was good as it was sent.
std::vector<RunFix> left_out_though_good(db::Session& db, std::int64_t run_id, const std::vector<RunFix>& fixes);

// Names the state of a list of corrections.
std::string tag_of(const std::vector<RunFix>& fixes);

// What an approval of corrections to protected columns is called, as a reason and among what a run has approved.
inline constexpr auto second_person = "second_person";
} // namespace runs
