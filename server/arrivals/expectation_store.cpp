#include "server/arrivals/expectation_store.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "server/arrivals/announce_store.hpp"
#include "server/feeds/period.hpp"
#include "server/users/recipient_store.hpp"
#include <algorithm>
#include <set>

namespace arrivals
{
namespace
{
using namespace std::chrono;
using schedules::sys_seconds;

constexpr days ahead{60}, enough{45}, first_opens{7}, longest_period{130};

constexpr db::Sql selected = R"sql(
    SELECT e.id, e.feed_id, f.key AS feed_key, f.title AS feed_title, f.period AS feed_period, d.id AS department_id,
           d.key AS department_key, d.name AS department_name, e.rule, e.zone, e.calendar_id, e.closed_days,
           e.grace_min, e.owner_id, e.deputy_id, e.remind_before_min, e.period, e.enabled, e.since, e.planned_until,
           e.version, c.name AS calendar_name, o.name AS owner_name, s.name AS deputy_name
      FROM expectations e JOIN feeds f ON f.id = e.feed_id JOIN departments d ON d.id = f.department_id
      LEFT JOIN calendars c ON c.id = e.calendar_id LEFT JOIN users o ON o.id = e.owner_id
      LEFT JOIN users s ON s.id = e.deputy_id)sql";

std::vector<ExpectationRow> where(db::Session& db, const db::Query& condition)
{
    db::Query query(selected);
    query.add(" WHERE ").add(condition);
    return db.all<ExpectationRow>(query.add(" ORDER BY f.title, e.id"));
}

std::optional<users::UserRef> person(const std::optional<std::int64_t>& id, const std::optional<std::string>& name)
{
    if (!id) return std::nullopt;
    return users::UserRef{*id, name.value_or("")};
}

// Of the day that the rule means, also where the due time was moved.
std::string period_for(const ExpectationRow& row, sys_days day)
{
    if (row.feed_period == engine::Period::none) return calendars::iso_day(day);
    auto key = feeds::period_of(row.feed_period, day)->key;
    if (row.period == ForPeriod::current) return key;
    for (auto earlier = day; earlier > day - days(200); earlier -= days(1))
        if (auto before = feeds::period_of(row.feed_period, earlier)->key; before != key) return before;
    return key;
}

void insert_due(db::Session& db, const ExpectationRow& row, const Coming& coming)
{
    static constexpr auto sql = R"sql(
        INSERT INTO due_files (expectation_id, feed_id, period, opens_at, due_at, alarm_after_at, remind_at, note, state,
                               met_at, upload_id)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN u.id IS NULL THEN 'open' ELSE 'met' END, u.accepted_at, u.id
          FROM (SELECT 1 AS one) x
          LEFT JOIN uploads u ON u.id = (SELECT MIN(w.id) FROM uploads w
                                          WHERE w.feed_id = $2 AND w.period = $3 AND $3 <> '')
         WHERE TRUE -- or SQLite takes ON for the join's
        ON CONFLICT DO NOTHING)sql";
    auto due = coming.planned.at;
    std::optional<std::string> remind;
    if (row.remind_before_min) remind = utc_text(due - minutes(*row.remind_before_min));
    db.exec(sql, row.id, row.feed_id, coming.period, utc_text(coming.opens), utc_text(due),
            utc_text(due + minutes(row.grace_min)), remind, coming.planned.note);
}
} // namespace

std::vector<ExpectationRow> all(db::Session& db, const users::Scope& scope, std::optional<std::int64_t> feed_id)
{
    db::Query condition("TRUE");
    scope.limit(condition, " AND d.id");
    if (feed_id) condition.add(" AND e.feed_id = ?", *feed_id);
    return where(db, condition);
}

std::optional<ExpectationRow> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query condition("e.id = ?", id);
    scope.limit(condition, " AND d.id");
    auto found = where(db, condition);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<ExpectationRow> going_by(db::Session& db, std::int64_t calendar_id)
{
    return where(db, db::Query("e.enabled AND e.calendar_id = ?", calendar_id));
}

Expectation shown(db::Session& db, const ExpectationRow& row)
{
    Expectation made{row.id,
                     row.feed,
                     row.department,
                     row.rule,
                     schedules::words_of(row),
                     row.zone,
                     {},
                     row.closed_days,
                     row.grace_min,
                     person(row.owner_id, row.owner_name),
                     person(row.deputy_id, row.deputy_name),
                     row.remind_before_min,
                     row.period,
                     row.enabled,
                     schedules::TimingState::ok,
                     "",
                     {},
                     row.version};
    if (row.calendar_id) made.calendar = calendars::CalendarRef{*row.calendar_id, row.calendar_name.value_or("")};
    auto plan = schedules::plan_of(db, row);
    if (!plan) {
        made.state = schedules::TimingState::never;
        made.state_words = plan.error().front().detail;
        return made;
    }
    auto preview = schedules::preview(row, *plan, schedules::now(db), 3);
    made.state = preview.state;
    made.state_words = preview.message.value_or("");
    made.next = preview.times;
    return made;
}

json::FieldErrors errors_in(db::Session& db, const ExpectationInput& input)
{
    json::FieldErrors errors;
    if (auto plan = schedules::plan_of(db, input); !plan) errors = plan.error();
    if (!db.value<bool>("SELECT EXISTS (SELECT 1 FROM feeds WHERE id = $1)", input.feed_id))
        errors.push_back({"feed_id", "There is no such regular file."});
    if (input.grace_min < 0 || input.grace_min > 14 * 1440) errors.push_back({"grace_min", "Choose up to 14 days."});
    if (input.remind_before_min && (*input.remind_before_min < 1 || *input.remind_before_min > 14 * 1440))
        errors.push_back({"remind_before_min", "Choose up to 14 days."});
    for (auto [id, at] : {std::pair(input.owner_id, "owner_id"), std::pair(input.deputy_id, "deputy_id")})
        if (id && users::find_refs(db, {*id}).empty()) errors.push_back({at, "Choose someone who can sign in here."});
    if (input.owner_id && input.owner_id == input.deputy_id)
        errors.push_back({"deputy_id", "The deputy must be someone else than the owner."});
    return errors;
}

ExpectationRow insert(db::Session& db, const ExpectationInput& input, std::optional<std::string> since)
{
    static constexpr auto sql = R"sql(
        INSERT INTO expectations (feed_id, rule, zone, calendar_id, closed_days, grace_min, owner_id, deputy_id,
                                  remind_before_min, period, enabled, since, planned_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id)sql";
    auto id = db.value<std::int64_t>(sql, input.feed_id, input.rule, input.zone, input.calendar_id, input.closed_days,
                                     input.grace_min, input.owner_id, input.deputy_id, input.remind_before_min,
                                     input.period, input.enabled, since.value_or(utc_text(schedules::now(db))));
    plan_ahead(db, find(db, users::Scope::everything(), id).value());
    return find(db, users::Scope::everything(), id).value();
}

ExpectationRow change(db::Session& db, std::int64_t id, const ExpectationInput& input)
{
    static constexpr auto sql = R"sql(
        UPDATE expectations
           SET feed_id = $2, rule = $3, zone = $4, calendar_id = $5, closed_days = $6, grace_min = $7, owner_id = $8,
               deputy_id = $9, remind_before_min = $10, period = $11, enabled = $12, version = version + 1
         WHERE id = $1)sql";
    db.exec(sql, id, input.feed_id, input.rule, input.zone, input.calendar_id, input.closed_days, input.grace_min,
            input.owner_id, input.deputy_id, input.remind_before_min, input.period, input.enabled);
    announce_late(db, id);
    plan_again(db, find(db, users::Scope::everything(), id).value());
    return find(db, users::Scope::everything(), id).value();
}

void remove(db::Session& db, std::int64_t id)
{
    announce_late(db, id);
    db.exec("DELETE FROM expectations WHERE id = $1", id);
}

std::vector<Coming> coming(const ExpectationRow& row, const schedules::Plan& plan, sys_seconds after, sys_seconds until)
{
    std::vector<Coming> found;
    std::set<std::string> seen;
    std::optional<sys_seconds> before;
    // What came before tells from when on a file without a period counts.
    for (auto& planned : plan.between(after - longest_period, until)) {
        if (planned.left_out) continue;
        auto opens = before.value_or(planned.at - first_opens);
        before = planned.at;
        auto period = period_for(row, planned.meant);
        if (!seen.insert(period).second || planned.at <= after) continue;
        found.push_back({period, planned, opens});
    }
    return found;
}

void plan_ahead(db::Session& db, const ExpectationRow& row)
{
    auto until = schedules::now(db) + ahead;
    auto plan = schedules::plan_of(db, row);
    if (plan && row.enabled)
        for (const auto& one : coming(row, *plan, schedules::seconds_of(row.since), until)) insert_due(db, row, one);
    else if (!plan)
        logs::warn("arrivals", "cannot be planned",
                   {{"expectation_id", row.id}, {"error", plan.error().front().detail}});
    db.exec("UPDATE expectations SET planned_until = $2 WHERE id = $1", row.id, utc_text(until));
}

void plan_again(db::Session& db, const ExpectationRow& row)
{
    static constexpr auto forget = R"sql(
        DELETE FROM due_files WHERE expectation_id = $1 AND due_at > $2 AND state IN ('open', 'met'))sql";
    auto now = utc_text(schedules::now(db));
    db.exec(forget, row.id, now);
    db.exec("UPDATE expectations SET since = $2 WHERE id = $1", row.id, now);
    auto fresh = row;
    fresh.since = now;
    plan_ahead(db, fresh);
}

std::vector<ExpectationRow> to_plan(db::Session& db)
{
    return where(db, db::Query("e.enabled AND e.planned_until < ?", db.now(enough)));
}
} // namespace arrivals
