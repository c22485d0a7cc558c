#include "server/arrivals/due_store.hpp"
#include "base/clock.hpp"
#include "server/arrivals/due_words.hpp"
#include "server/db/clock.hpp"

namespace arrivals
{
namespace
{
constexpr auto columns = R"sql(
    x.id, x.expectation_id, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, d.id AS department_id,
    d.key AS department_key, d.name AS department_name, x.period, '' AS period_label, x.due_at, '' AS due_local,
    x.alarm_after_at, '' AS alarm_local, x.note, x.state, x.late_at, x.met_at,
    x.state = 'met' AND x.late_at IS NOT NULL AS recovered, x.upload_id, r.id AS run_id, r.state AS run_state,
    o.id AS owner_id, o.name AS owner_name, s.id AS deputy_id, s.name AS deputy_name, x.handed_to_deputy,
    w.id AS excused_by_id, w.name AS excused_by_name, x.excuse, x.reminded_at, e.zone, '' AS words)sql";
constexpr auto from = R"sql(
    due_files x JOIN expectations e ON e.id = x.expectation_id JOIN feeds f ON f.id = x.feed_id
    JOIN departments d ON d.id = f.department_id
    LEFT JOIN users o ON o.id = e.owner_id AND o.disabled_at IS NULL
    LEFT JOIN users s ON s.id = e.deputy_id AND s.disabled_at IS NULL
    LEFT JOIN users w ON w.id = x.excused_by_id
    LEFT JOIN runs r ON r.id = (SELECT MAX(n.id) FROM runs n WHERE n.upload_id = x.upload_id))sql";
constexpr db::Order orders[] = {{"due_at", "x.due_at"}, {"id", "x.id"}};

struct Id {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Id, (), (id))

std::vector<std::int64_t> ids(const std::vector<Id>& rows)
{
    std::vector<std::int64_t> found;
    for (const auto& row : rows) found.push_back(row.id);
    return found;
}

struct DueFileNow : DueFile {
    std::string now; // of the database
};
BOOST_DESCRIBE_STRUCT(DueFileNow, (DueFile), (now))

std::vector<DueFile> where(db::Session& db, const db::Query& condition)
{
    db::Query query("SELECT ");
    query.add(columns).add(", ").add(db::clock_of(db.engine())).add(" AS now FROM ").add(from);
    query.add(" WHERE ").add(condition);
    std::vector<DueFile> files;
    for (auto& file : db.all<DueFileNow>(query.add(" ORDER BY x.due_at, x.id LIMIT 5000"))) {
        put_in_words(file, schedules::seconds_of(file.now));
        files.push_back(std::move(file));
    }
    return files;
}

Result<void> changed(std::int64_t rows, const char* otherwise)
{
    if (rows == 0) return refuse(Why::conflict, otherwise);
    return {};
}
} // namespace

Result<db::Page<DueFile>> list(db::Session& db, const users::Scope& scope, const DueFilter& filter,
                               const db::PageQuery& wanted)
{
    db::Query condition("TRUE");
    scope.limit(condition, " AND d.id");
    if (filter.state) condition.add(" AND x.state = ?", *filter.state);
    if (filter.feed_id) condition.add(" AND x.feed_id = ?", *filter.feed_id);
    if (filter.department_id) condition.add(" AND d.id = ?", *filter.department_id);
    auto page = db::page<DueFile>(db, {columns, from, "x.id", condition, orders}, wanted);
    auto now = schedules::now(db);
    if (page)
        for (auto& file : page->results) put_in_words(file, now);
    return page;
}

std::optional<DueFile> find_due(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query condition("x.id = ?", id);
    scope.limit(condition, " AND d.id");
    auto found = where(db, condition);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<DueFile> expected_now(db::Session& db, const users::Scope& scope, std::chrono::hours ahead)
{
    db::Query condition("x.state IN ('open', 'late') AND e.enabled AND x.due_at <= ?", db.now(ahead));
    scope.limit(condition, " AND d.id");
    return where(db, condition);
}

std::vector<DueFile> of_periods(db::Session& db, const users::Scope& scope, const std::vector<std::string>& periods,
                                std::optional<std::int64_t> department_id)
{
    db::Query condition("x.period IN (");
    for (std::size_t i = 0; i < periods.size(); ++i) {
        if (i > 0) condition.add(", ");
        condition.add("?", periods[i]);
    }
    condition.add(")");
    scope.limit(condition, " AND d.id");
    if (department_id) condition.add(" AND d.id = ?", *department_id);
    return where(db, condition);
}

Result<void> excuse(db::Session& db, const DueFile& file, const std::string& reason, std::int64_t by)
{
    static constexpr auto sql = R"sql(
        UPDATE due_files SET state = 'excused', excuse = $2, excused_by_id = $3
         WHERE id = $1 AND state IN ('open', 'late'))sql";
    return changed(db.exec(sql, file.id, reason, by), "Only a file that is still awaited can be excused.");
}

Result<void> unexcuse(db::Session& db, const DueFile& file)
{
    // What was late before it was excused is late again, with no second alarm.
    static constexpr auto sql = R"sql(
        UPDATE due_files SET state = CASE WHEN late_at IS NULL THEN 'open' ELSE 'late' END, excuse = NULL,
               excused_by_id = NULL
         WHERE id = $1 AND state = 'excused')sql";
    return changed(db.exec(sql, file.id), "This file is not excused.");
}

Result<void> hand_over(db::Session& db, const DueFile& file, bool to_deputy)
{
    static constexpr auto sql = R"sql(
        UPDATE due_files SET handed_to_deputy = $2
         WHERE id = $1 AND state IN ('open', 'late') AND handed_to_deputy <> $2)sql";
    if (to_deputy && !file.deputy) return refuse(Why::conflict, "No deputy is named for this file.");
    return changed(db.exec(sql, file.id, to_deputy), to_deputy ? "It is with the deputy already, or no longer awaited."
                                                               : "It is with the owner already, or no longer awaited.");
}

void note_reminded(db::Session& db, std::int64_t id)
{
    db.exec("UPDATE due_files SET reminded_at = $2 WHERE id = $1", id, db.now());
}

std::vector<std::int64_t> past_alarm(db::Session& db, std::int64_t most)
{
    static constexpr auto sql = R"sql(
        SELECT x.id FROM due_files x JOIN expectations e ON e.id = x.expectation_id
         WHERE x.state = 'open' AND x.alarm_after_at <= $1 AND e.enabled ORDER BY x.alarm_after_at, x.id LIMIT $2)sql";
    return ids(db.all<Id>(sql, db.now(), most));
}

std::vector<std::int64_t> to_remind(db::Session& db, std::int64_t most)
{
    static constexpr auto sql = R"sql(
        SELECT x.id FROM due_files x JOIN expectations e ON e.id = x.expectation_id
         WHERE x.state = 'open' AND x.reminded_at IS NULL AND x.remind_at <= $1 AND e.enabled
         ORDER BY x.remind_at, x.id LIMIT $2)sql";
    return ids(db.all<Id>(sql, db.now(), most));
}

bool make_late(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        UPDATE due_files SET state = 'late', late_at = COALESCE(late_at, alarm_after_at)
         WHERE id = $1 AND state = 'open' AND alarm_after_at <= $2)sql";
    return db.exec(sql, id, db.now()) == 1;
}

bool take_reminder(db::Session& db, std::int64_t id)
{
    static constexpr auto sql =
        "UPDATE due_files SET reminded_at = $2 WHERE id = $1 AND state = 'open' AND reminded_at IS NULL";
    return db.exec(sql, id, db.now()) == 1;
}
} // namespace arrivals
