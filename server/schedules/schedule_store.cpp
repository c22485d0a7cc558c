#include "server/schedules/schedule_store.hpp"
#include "base/clock.hpp"
#include "server/schedules/tick_store.hpp"
#include "server/users/recipient_store.hpp"
#include <algorithm>
#include <tuple>

namespace schedules
{
namespace
{
constexpr std::size_t longest_title = 200, longest_text = 4000, most_recipients = 50;
constexpr const char* someday = "9999-12-31T00:00:00.000Z";

constexpr auto columns = R"sql(
    s.id, s.title, s.kind, s.rule, s.zone, s.calendar_id, s.closed_days, s.overlap, s.catchup, s.catchup_window_min,
    s.jitter_s, s.source_id, s.feed_id, s.recipient_ids, s.message, s.note, s.enabled, s.paused_until, s.last_tick_at,
    s.next_tick_at, s.version, c.name AS calendar_name, o.name AS source_name, f.key AS feed_key,
    f.title AS feed_title)sql";
constexpr auto from = R"sql(
    schedules s LEFT JOIN calendars c ON c.id = s.calendar_id LEFT JOIN sources o ON o.id = s.source_id
    LEFT JOIN feeds f ON f.id = s.feed_id)sql";
constexpr db::Order orders[] = {{"title", "s.title"}, {"id", "s.id"}};

std::vector<ScheduleRow> where(db::Session& db, const db::Query& condition)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE ").add(condition);
    return db.all<ScheduleRow>(query.add(" ORDER BY s.id"));
}

bool is_there(db::Session& db, db::Sql sql, std::int64_t id) { return db.value<bool>(sql, id); }

void check_kind(db::Session& db, const ScheduleInput& input, json::FieldErrors& errors)
{
    auto blank = [](const std::optional<std::string>& text) {
        return text.value_or("").find_first_not_of(" \n\t") == std::string::npos;
    };
    bool source_known =
        input.source_id && is_there(db, "SELECT EXISTS (SELECT 1 FROM sources WHERE id = $1)", *input.source_id);
    if (input.kind == ScheduleKind::pickup && !source_known)
        errors.push_back({"source_id", "Choose the source whose files are picked up."});
    else if (input.source_id && !source_known)
        errors.push_back({"source_id", "There is no such source."});
    bool feed_known =
        input.feed_id && is_there(db, "SELECT EXISTS (SELECT 1 FROM feeds WHERE id = $1)", *input.feed_id);
    if (input.kind == ScheduleKind::report && !feed_known)
        errors.push_back({"feed_id", "Choose the regular file whose report is sent."});
    else if (input.feed_id && !feed_known)
        errors.push_back({"feed_id", "There is no such regular file."});
    if (input.kind == ScheduleKind::reminder && blank(input.message))
        errors.push_back({"message", "Write what the reminder says."});
    // Who gets a report by a schedule is said where it is shared.
    if (input.kind == ScheduleKind::reminder && input.recipient_ids.empty())
        errors.push_back({"recipient_ids", "Choose who gets the letter."});
    if (input.recipient_ids.size() > most_recipients)
        errors.push_back({"recipient_ids", "Choose 50 people at most."});
    else if (users::find_refs(db, input.recipient_ids).size() != input.recipient_ids.size())
        errors.push_back({"recipient_ids", "Everyone in the list must be able to sign in here, and be in it once."});
}

std::pair<ScheduleState, std::string> state_of(const ScheduleRow& row, const RulePreview& preview,
                                               const std::string& now)
{
    if (!row.enabled) return {ScheduleState::off, "Off"};
    if (row.paused_until && *row.paused_until > now) {
        if (*row.paused_until == someday) return {ScheduleState::paused, "Paused until someone resumes it"};
        auto zone = calendars::Zone::find(row.zone);
        return {ScheduleState::paused,
                "Paused until " + calendars::local_text(zone.value(), seconds_of(*row.paused_until))};
    }
    if (preview.state == TimingState::needs_calendar) return {ScheduleState::needs_calendar, *preview.message};
    if (preview.state == TimingState::never) return {ScheduleState::never, *preview.message};
    return {ScheduleState::on, "On"};
}
} // namespace

Result<db::Page<ScheduleRow>> list(db::Session& db, const ScheduleFilter& filter, const db::PageQuery& wanted)
{
    db::Query condition("TRUE");
    if (filter.kind) condition.add(" AND s.kind = ?", *filter.kind);
    if (filter.search) condition.add(" AND LOWER(s.title) LIKE ? ESCAPE '!'", db::like_pattern(*filter.search));
    return db::page<ScheduleRow>(db, {columns, from, "s.id", condition, orders}, wanted);
}

std::optional<ScheduleRow> find(db::Session& db, std::int64_t id)
{
    auto found = where(db, db::Query("s.id = ?", id));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<ScheduleRow> every(db::Session& db) { return where(db, db::Query("TRUE")); }

std::vector<ScheduleRow> going_by(db::Session& db, std::int64_t calendar_id)
{
    return where(db, db::Query("s.enabled AND s.calendar_id = ?", calendar_id));
}

Schedule shown(db::Session& db, const ScheduleRow& row)
{
    Schedule made{row.id,
                  row.title,
                  row.kind,
                  row.rule,
                  words_of(row),
                  row.zone,
                  {},
                  row.closed_days,
                  row.overlap,
                  row.catchup,
                  row.catchup_window_min,
                  row.jitter_s,
                  {},
                  {},
                  users::find_refs(db, row.recipient_ids),
                  row.message,
                  row.note,
                  row.enabled,
                  row.paused_until,
                  ScheduleState::on,
                  "",
                  {},
                  {},
                  row.version};
    if (row.calendar_id) made.calendar = calendars::CalendarRef{*row.calendar_id, row.calendar_name.value_or("")};
    if (row.source_id) made.source = SourceRef{*row.source_id, row.source_name.value_or("")};
    if (row.feed_id) made.feed = feeds::FeedRef{*row.feed_id, row.feed_key.value_or(""), row.feed_title.value_or("")};
    made.last = last_tick(db, row);
    auto plan = plan_of(db, row);
    if (!plan) { // a zone that this machine no longer knows
        made.state = ScheduleState::never;
        made.state_words = plan.error().front().detail;
        return made;
    }
    auto coming = preview(row, *plan, now(db), 3);
    made.next = coming.times;
    for (const auto& skip : skips_of(db, row.id))
        for (auto& one : made.next)
            if (one.at == skip.tick_at) {
                one.skipped = true;
                one.note = "Skipped by " + skip.by_name.value_or("somebody who has left");
            }
    std::tie(made.state, made.state_words) = state_of(row, coming, db.now());
    return made;
}

json::FieldErrors errors_in(db::Session& db, const ScheduleInput& input)
{
    json::FieldErrors errors;
    if (auto plan = plan_of(db, input); !plan) errors = plan.error();
    if (input.title.find_first_not_of(' ') == std::string::npos || input.title.size() > longest_title)
        errors.push_back({"title", "Give it a title of 200 letters at most."});
    if (input.message.value_or("").size() > longest_text) errors.push_back({"message", "Use 4,000 letters at most."});
    if (input.note.value_or("").size() > longest_text) errors.push_back({"note", "Use 4,000 letters at most."});
    if (input.catchup_window_min < 0 || input.catchup_window_min > 7 * 1440)
        errors.push_back({"catchup_window_min", "Choose up to seven days."});
    if (input.jitter_s < 0 || input.jitter_s > 3600) errors.push_back({"jitter_s", "Choose up to an hour."});
    check_kind(db, input, errors);
    return errors;
}

void plan_again(db::Session& db, const ScheduleRow& row)
{
    std::optional<std::string> next;
    if (row.enabled)
        if (auto plan = plan_of(db, row)) next = next_look(*plan, seconds_of(row.last_tick_at));
    db.exec("UPDATE schedules SET next_tick_at = $2 WHERE id = $1", row.id, next);
}

ScheduleRow insert(db::Session& db, const ScheduleInput& input)
{
    static constexpr auto sql = R"sql(
        INSERT INTO schedules (title, kind, rule, zone, calendar_id, closed_days, overlap, catchup, catchup_window_min,
                               jitter_s, source_id, feed_id, recipient_ids, message, note, enabled, last_tick_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id)sql";
    auto id = db.value<std::int64_t>(sql, input.title, input.kind, input.rule, input.zone, input.calendar_id,
                                     input.closed_days, input.overlap, input.catchup, input.catchup_window_min,
                                     input.jitter_s, input.source_id, input.feed_id, input.recipient_ids, input.message,
                                     input.note, input.enabled, utc_text(now(db)));
    plan_again(db, find(db, id).value());
    return find(db, id).value();
}

Result<ScheduleRow> change(db::Session& db, std::int64_t id, const ScheduleInput& input)
{
    static constexpr auto sql = R"sql(
        UPDATE schedules
           SET title = $2, kind = $3, rule = $4, zone = $5, calendar_id = $6, closed_days = $7, overlap = $8,
               catchup = $9, catchup_window_min = $10, jitter_s = $11, source_id = $12, feed_id = $13,
               recipient_ids = $14, message = $15, note = $16, enabled = $17, version = version + 1,
               last_tick_at = CASE WHEN last_tick_at > $18 THEN last_tick_at ELSE $18 END
         WHERE id = $1)sql";
    if (db.exec(sql, id, input.title, input.kind, input.rule, input.zone, input.calendar_id, input.closed_days,
                input.overlap, input.catchup, input.catchup_window_min, input.jitter_s, input.source_id, input.feed_id,
                input.recipient_ids, input.message, input.note, input.enabled, utc_text(now(db))) == 0)
        return refuse(Why::not_found, "There is no such schedule.");
    plan_again(db, find(db, id).value());
    return find(db, id).value();
}

Result<void> remove(db::Session& db, std::int64_t id)
{
    if (db.exec("DELETE FROM schedules WHERE id = $1", id) == 0)
        return refuse(Why::not_found, "There is no such schedule.");
    return {};
}

void pause(db::Session& db, std::int64_t id, const std::optional<std::string>& until)
{
    db.exec("UPDATE schedules SET paused_until = $2, version = version + 1 WHERE id = $1", id, until.value_or(someday));
}

void resume(db::Session& db, std::int64_t id)
{
    db.exec("UPDATE schedules SET paused_until = NULL, version = version + 1 WHERE id = $1", id);
}

Result<void> skip(db::Session& db, const ScheduleRow& row, const std::string& at, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        INSERT INTO schedule_skips (schedule_id, tick_at, by_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)sql";
    auto plan = plan_of(db, row);
    if (at <= row.last_tick_at || at <= db.now()) return refuse(Why::conflict, "This time has passed already.");
    auto instant = seconds_of(at);
    auto there = plan ? plan->between(instant - std::chrono::seconds(1), instant) : std::vector<Planned>{};
    if (there.empty() || there.front().left_out)
        return refuse(Why::conflict, "Nothing happens at this time. Look at the coming times again.");
    db.exec(sql, row.id, at, by);
    return {};
}

void unskip(db::Session& db, std::int64_t id, const std::string& at)
{
    db.exec("DELETE FROM schedule_skips WHERE schedule_id = $1 AND tick_at = $2", id, at);
}

std::vector<Skip> skips_of(db::Session& db, std::int64_t schedule_id)
{
    static constexpr auto sql = R"sql(
        SELECT k.schedule_id, k.tick_at, u.name AS by_name
          FROM schedule_skips k LEFT JOIN users u ON u.id = k.by_id WHERE k.schedule_id = $1)sql";
    return db.all<Skip>(sql, schedule_id);
}
} // namespace schedules
