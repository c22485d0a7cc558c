#pragma once
#include "base/result.hpp"
#include "server/db/session.hpp"
#include "server/reports/report.hpp"
#include "server/users/scope.hpp"
#include "server/users/user.hpp"
#include <optional>
#include <string>
#include <vector>

namespace reports
{
// An earlier version and the one in force, with what is needed to compare their rows.
struct TwoVersions {
    Report earlier, in_force;
    std::string contract;                    // the file rules of the earlier one
    std::string earlier_rows, rows_in_force; // hashes
};
// Refuses (not_found, or conflict where the version is the one in force).
Result<TwoVersions> restorable(db::Session& db, const users::Scope& scope, std::int64_t id);

// What happened with the versions after the earlier one, which no undo reaches.
struct Aftermath {
    std::int64_t downloads = 0;
    std::vector<std::string> readers; // who downloaded one of them, by name
    std::vector<std::string> feeds;   // titles of those that refer to this one and have published since
};
Aftermath since(db::Session& db, const TwoVersions& versions);

// Publishes the earlier version once more as the newest one, by a run of its own. Refuses (conflict) where another
// version is in force by now.
Result<Report> restore(db::Session& db, const users::User& who, const TwoVersions& versions,
                       const engine::Changes& changes, const std::string& reason, const std::string& trace_id);
} // namespace reports
