#pragma once
#include "base/result.hpp"
#include "server/arrivals/due_file.hpp"
#include "server/users/scope.hpp"

namespace arrivals
{
std::vector<ExpectationRow> all(db::Session& db, const users::Scope& scope, std::optional<std::int64_t> feed_id = {});
std::optional<ExpectationRow> find(db::Session& db, const users::Scope& scope, std::int64_t id);
std::vector<ExpectationRow> going_by(db::Session& db, std::int64_t calendar_id);
Expectation shown(db::Session& db, const ExpectationRow& row);

json::FieldErrors errors_in(db::Session& db, const ExpectationInput& input);
// These take what has no errors. Nothing was due before it was made, or before `since`; of what a change leaves behind,
// due files that are past stay, and those to come are made anew.
ExpectationRow insert(db::Session& db, const ExpectationInput& input, std::optional<std::string> since = {});
ExpectationRow change(db::Session& db, std::int64_t id, const ExpectationInput& input);
void remove(db::Session& db, std::int64_t id);

// A due file as the plan has it, before it is a row.
struct Coming {
    std::string period;
    schedules::Planned planned;
    schedules::sys_seconds opens;
};
// The first due time of each period, behind `after` up to `until`.
std::vector<Coming> coming(const ExpectationRow& row, const schedules::Plan& plan, schedules::sys_seconds after,
                           schedules::sys_seconds until);

// Makes the rows of the next weeks where they are not there yet; what has been sent for them meets them at once.
void plan_ahead(db::Session& db, const ExpectationRow& row);
// Takes away the due files to come and makes them anew: after the rule or the calendar has changed.
void plan_again(db::Session& db, const ExpectationRow& row);
std::vector<ExpectationRow> to_plan(db::Session& db); // whose rows run out soon
} // namespace arrivals
