#pragma once
#include "base/result.hpp"
#include "server/db/page.hpp"
#include "server/schedules/schedule.hpp"

namespace schedules
{
struct ScheduleFilter {
    std::optional<ScheduleKind> kind{};
    std::optional<std::string> search{}; // in the title
};
// Orderings: title (default), id.
Result<db::Page<ScheduleRow>> list(db::Session& db, const ScheduleFilter& filter, const db::PageQuery& wanted);
std::optional<ScheduleRow> find(db::Session& db, std::int64_t id);
std::vector<ScheduleRow> every(db::Session& db);
std::vector<ScheduleRow> going_by(db::Session& db, std::int64_t calendar_id);

Schedule shown(db::Session& db, const ScheduleRow& row);

json::FieldErrors errors_in(db::Session& db, const ScheduleInput& input);
// These take what has no errors. Nothing that was before is made up for.
ScheduleRow insert(db::Session& db, const ScheduleInput& input);
Result<ScheduleRow> change(db::Session& db, std::int64_t id, const ScheduleInput& input);
Result<void> remove(db::Session& db, std::int64_t id);
void pause(db::Session& db, std::int64_t id, const std::optional<std::string>& until); // none: until someone resumes
void resume(db::Session& db, std::int64_t id);
// Says anew when the scheduler looks at it: after its rule or its calendar has changed.
void plan_again(db::Session& db, const ScheduleRow& row);

// A coming time is taken out, or put back. Refuses one that is none, or has passed.
Result<void> skip(db::Session& db, const ScheduleRow& row, const std::string& at, std::int64_t by);
void unskip(db::Session& db, std::int64_t id, const std::string& at);
struct Skip {
    std::int64_t schedule_id = 0;
    std::string tick_at;
    std::optional<std::string> by_name;
};
BOOST_DESCRIBE_STRUCT(Skip, (), (schedule_id, tick_at, by_name))
std::vector<Skip> skips_of(db::Session& db, std::int64_t schedule_id);
} // namespace schedules
