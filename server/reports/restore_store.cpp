#include "server/reports/restore_store.hpp"
#include "server/audit/audit_store.hpp"
#include "server/reports/report_store.hpp"
#include <algorithm>

namespace reports
{
namespace
{
struct ContractText {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(ContractText, (), (text))

struct Title {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Title, (), (title))

// The run that publishes the version again: nothing of it is read or checked anew.
std::int64_t insert_run(db::Session& db, const users::User& who, const Report& earlier, const std::string& reason,
                        const std::string& trace_id)
{
    static constexpr auto sql = R"sql(
        INSERT INTO runs (kind, department_id, feed_id, period, contract_version, started_by_id, approval_reason, state,
                          stage, stage_marks, rows_published, held_back, created_at, started_at, finished_at, took_ms,
                          trace_id)
        SELECT 'report', department_id, feed_id, period, contract_version, $2, $3, 'succeeded', 'publish',
               '["skipped","skipped","skipped","skipped","skipped","done"]', rows_published, 0, $4, $4, $4, 0, $5
          FROM runs WHERE id = $1
        RETURNING id)sql";
    static constexpr auto files = R"sql(
        INSERT INTO run_files (run_id, name, sha256, bytes)
        SELECT $2, name, sha256, bytes FROM run_files WHERE run_id = $1 AND name IN ('clean.csv', 'passed.csv'))sql";
    static constexpr auto results = R"sql(
        INSERT INTO run_results (run_id, verdict, reasons, ledger, mapping, cards, notices, dialect, errors, warnings,
                                 findings_stored, columns)
        SELECT $2, verdict, '[]', ledger, '[]', '[]', '[]', dialect, 0, 0, 0, columns
          FROM run_results WHERE run_id = $1)sql";
    auto run = db.value<std::int64_t>(sql, earlier.run_id, who.id, reason, db.now(), trace_id);
    db.exec(files, earlier.run_id, run);
    db.exec(results, earlier.run_id, run);
    return run;
}
} // namespace

Result<TwoVersions> restorable(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    static constexpr auto contract = R"sql(
        SELECT c.text FROM runs r JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
         WHERE r.id = $1)sql";
    auto earlier = find(db, scope, id);
    if (!earlier) return refuse(Why::not_found, "There is no such report.");
    if (!earlier->superseded_by)
        return refuse(Why::conflict, "This version is in force already, so there is nothing to restore.");
    auto newest = find(db, scope, *earlier->superseded_by).value();
    auto earlier_rows = rows_of_run(db, earlier->run_id), rows_in_force = rows_of_run(db, newest.run_id);
    if (!earlier_rows || !rows_in_force)
        return refuse(Why::conflict, "The rows of one of the versions are no longer kept, so they cannot be compared.");
    return TwoVersions{*earlier, newest, db.find<ContractText>(contract, earlier->run_id).value().text, *earlier_rows,
                       *rows_in_force};
}

Aftermath since(db::Session& db, const TwoVersions& versions)
{
    static constexpr auto later = "SELECT id, version FROM reports WHERE report_key = $1 AND version > $2";
    static constexpr auto made_with = R"sql(
        SELECT DISTINCT f.title FROM reports p JOIN feeds f ON f.id = p.feed_id
          JOIN feed_references x ON x.feed_id = f.id
         WHERE x.resource = $1 AND p.id > $2 AND f.id <> $3 ORDER BY f.title)sql";
    const auto& earlier = versions.earlier;
    Aftermath out;
    for (const auto& one : db.all<ReportRef>(later, earlier.report_key, earlier.version))
        for (const auto& event : audit::events_of(db, "report", one.id)) {
            if (event.action != "report.download") continue;
            ++out.downloads;
            if (std::ranges::find(out.readers, event.actor) == out.readers.end()) out.readers.push_back(event.actor);
        }
    for (const auto& feed : db.all<Title>(made_with, earlier.feed.key, earlier.id, earlier.feed.id))
        out.feeds.push_back(feed.title);
    return out;
}

Result<Report> restore(db::Session& db, const users::User& who, const TwoVersions& versions,
                       const engine::Changes& changes, const std::string& reason, const std::string& trace_id)
{
    const auto& earlier = versions.earlier;
    // Two people who restore take turns, and so does a run that publishes.
    db.exec("UPDATE report_versions SET last_version = last_version WHERE report_key = $1", earlier.report_key);
    auto now = in_force(db, earlier.feed.id, earlier.period);
    if (!now || now->id != versions.in_force.id)
        return refuse(Why::conflict, "Another version has been published just now. Look at what would change again.");
    auto run = insert_run(db, who, earlier, reason, trace_id);
    return insert(db,
                  {run, earlier.feed, earlier.department.id, earlier.period, earlier.title, columns_of(db, earlier.id),
                   earlier.rows, earlier.held_back, earlier.note, earlier.files, changes, 0, reason, earlier.version});
}
} // namespace reports
