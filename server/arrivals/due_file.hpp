#pragma once
// Which files are expected, and each one that is due: open until its file is here, late once when it is not.
#include "engine/contract/contract.hpp"
#include "server/calendars/calendar.hpp"
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/runs/run_ref.hpp"
#include "server/schedules/timing.hpp"
#include "server/users/user.hpp"

namespace arrivals
{
// Which period a due time is for: the one it lies in, or the one before (“November is due on 2 December”).
enum class ForPeriod { current, previous };
BOOST_DESCRIBE_ENUM(ForPeriod, current, previous)

struct ExpectationInput : schedules::Timing {
    std::int64_t feed_id = 0;
    std::int64_t grace_min = 0;
    std::optional<std::int64_t> owner_id, deputy_id;
    std::optional<std::int64_t> remind_before_min;
    ForPeriod period = ForPeriod::current;
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(ExpectationInput, (schedules::Timing),
                      (feed_id, grace_min, owner_id, deputy_id, remind_before_min, period, enabled))

struct ExpectationRow : ExpectationInput {
    std::int64_t id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    engine::Period feed_period = engine::Period::none;
    std::optional<std::string> calendar_name, owner_name, deputy_name;
    std::string since, planned_until;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ExpectationRow, (ExpectationInput),
                      (id, feed, department, feed_period, calendar_name, owner_name, deputy_name, since, planned_until,
                       version))

struct Expectation {
    std::int64_t id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    schedules::Rule rule;
    std::string words, zone;
    std::optional<calendars::CalendarRef> calendar;
    schedules::ClosedDays closed_days = schedules::ClosedDays::run;
    std::int64_t grace_min = 0;
    std::optional<users::UserRef> owner, deputy;
    std::optional<std::int64_t> remind_before_min;
    ForPeriod period = ForPeriod::current;
    bool enabled = true;
    schedules::TimingState state = schedules::TimingState::ok;
    std::string state_words; // empty: it is fine
    std::vector<schedules::Occurrence> next;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Expectation, (),
                      (id, feed, department, rule, words, zone, calendar, closed_days, grace_min, owner, deputy,
                       remind_before_min, period, enabled, state, state_words, next, version))

enum class DueState { open, met, late, excused };
BOOST_DESCRIBE_ENUM(DueState, open, met, late, excused)

struct DueFile {
    std::int64_t id = 0;
    std::int64_t expectation_id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::string period, period_label; // of a feed without periods: the day it is due
    std::string due_at, due_local;
    std::string alarm_after_at, alarm_local; // late from then
    std::string note;                        // what differs from the rule
    DueState state = DueState::open;
    std::optional<std::string> late_at; // stays when the file comes after all
    std::optional<std::string> met_at;
    bool recovered = false; // it was late, and then it came
    std::optional<std::int64_t> upload_id;
    std::optional<runs::RunRef> run; // the newest of the file
    std::optional<users::UserRef> owner, deputy;
    bool handed_to_deputy = false;
    std::optional<users::UserRef> excused_by;
    std::optional<std::string> excuse, reminded_at;
    std::string zone;
    std::string words; // "Due today 17:00"
};
BOOST_DESCRIBE_STRUCT(DueFile, (),
                      (id, expectation_id, feed, department, period, period_label, due_at, due_local, alarm_after_at,
                       alarm_local, note, state, late_at, met_at, recovered, upload_id, run, owner, deputy,
                       handed_to_deputy, excused_by, excuse, reminded_at, zone, words))

// The person it is with now.
inline const std::optional<users::UserRef>& with_whom(const DueFile& file)
{
    return file.handed_to_deputy && file.deputy ? file.deputy : file.owner;
}
} // namespace arrivals
