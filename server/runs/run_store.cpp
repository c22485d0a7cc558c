#include "server/runs/run_store.hpp"
#include "server/jobs/job_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/reports/stands_sql.hpp"
#include "server/runs/answer_store.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/queue_store.hpp"
#include "server/users/user_store.hpp"
#include <charconv>

namespace runs
{
namespace
{
// A later run that was not cancelled has taken this one up.
constexpr auto columns = R"sql(
    r.id, r.kind, d.id AS department_id, d.key AS department_key, d.name AS department_name,
    f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, r.period, r.contract_version, r.state, r.stage,
    u.id AS upload_id, u.file_name AS upload_file_name, u.bytes AS upload_bytes,
    s.id AS started_by_id, s.name AS started_by_name, r.parent_run_id, r.ended_by,
    r.reason_code, r.reason_message, r.reason_answerable, r.rows_in, r.rows_published, r.held_back,
    CASE WHEN r.held_back IS NULL THEN NULL
         WHEN r.state IN ('held', 'succeeded')
              AND NOT EXISTS (SELECT 1 FROM runs c WHERE c.parent_run_id = r.id AND c.state <> 'cancelled') THEN r.held_back
         ELSE 0 END AS to_fix,
    r.stage_marks, r.attempt, r.created_at, r.started_at, r.finished_at, r.took_ms,
    p.id AS report_id, p.version AS report_version,
    )sql" REPORT_STANDS R"sql( AS report_stands, r.trace_id)sql";
constexpr auto from = R"sql(
    runs r JOIN departments d ON d.id = r.department_id JOIN feeds f ON f.id = r.feed_id
    LEFT JOIN uploads u ON u.id = r.upload_id LEFT JOIN users s ON s.id = r.started_by_id
    LEFT JOIN reports p ON p.run_id = r.id)sql";
constexpr auto not_taken_up =
    " AND NOT EXISTS (SELECT 1 FROM runs c WHERE c.parent_run_id = r.id AND c.state <> 'cancelled')";
constexpr db::Order orders[] = {{"id", "r.id"}};

struct ChildState {
    std::optional<std::int64_t> active_child;
    bool done_over = false, published = false;
    std::optional<std::int64_t> uploader_id;
};
BOOST_DESCRIBE_STRUCT(ChildState, (), (active_child, done_over, published, uploader_id))

struct ResultRow {
    engine::Verdict verdict{};
    engine::Ledger ledger;
    std::vector<engine::MappedColumn> mapping;
    std::vector<engine::Card> cards;
    std::vector<engine::Notice> notices;
    std::vector<engine::Reason> reasons;
    std::vector<engine::StepReport> steps;
    std::optional<engine::Changes> changes;
    std::int64_t kept = 0;
    std::vector<engine::KnownErrorMatch> known_errors;
    engine::Dialect dialect;
    std::optional<Reading> reading;
    std::int64_t errors = 0, warnings = 0, findings_stored = 0;
};
BOOST_DESCRIBE_STRUCT(ResultRow, (),
                      (verdict, ledger, mapping, cards, notices, reasons, steps, changes, kept, known_errors, dialect,
                       reading, errors, warnings, findings_stored))

struct ChangesRow {
    std::optional<engine::Changes> changes;
};
BOOST_DESCRIBE_STRUCT(ChangesRow, (), (changes))

struct RulesText {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(RulesText, (), (text))

void add_search(db::Query& where, std::string_view search)
{
    auto pattern = db::like_pattern(search);
    if (search.starts_with('#')) search.remove_prefix(1);
    std::int64_t number = 0;
    auto [end, failed] = std::from_chars(search.data(), search.data() + search.size(), number);
    if (failed != std::errc{} || end != search.data() + search.size()) number = 0;
    where.add(" AND (r.id = ? OR LOWER(u.file_name) LIKE ? ESCAPE '!'", number, pattern);
    where.add(" OR LOWER(f.title) LIKE ? ESCAPE '!' OR LOWER(d.name) LIKE ? ESCAPE '!')", pattern, pattern);
}

void add_view(db::Query& where, const RunFilter& filter)
{
    switch (filter.view) {
    case RunView::all:
        break;
    case RunView::attention:
        where
            .add(R"sql( AND (r.state IN ('held', 'failed', 'quarantined')
                              OR (r.state = 'succeeded' AND r.held_back > 0)))sql")
            .add(not_taken_up);
        break;
    case RunView::progress:
        where.add(" AND r.state IN ('queued', 'running')");
        break;
    case RunView::mine:
        where.add(" AND (u.uploader_id = ? OR r.started_by_id = ?)", filter.caller_id, filter.caller_id);
        break;
    }
}

std::vector<Stage> stages_of(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT stage, state, started_at, finished_at, took_ms, rows_in, rows_out, messages,
               CASE WHEN state = 'done' THEN 1.0 ELSE 0.0 END AS share
          FROM run_stages WHERE run_id = $1)sql";
    std::vector<Stage> stages(stage_count);
    for (std::size_t i = 0; i < stage_count; ++i) stages[i].stage = static_cast<engine::StageName>(i);
    for (auto& stage : db.all<Stage>(sql, id)) stages[static_cast<std::size_t>(stage.stage)] = stage;
    return stages;
}

void add_results(db::Session& db, RunDetail& detail)
{
    static constexpr auto sql = R"sql(
        SELECT verdict, ledger, mapping, cards, notices, reasons, steps, changes, kept, known_errors, dialect, reading,
               errors, warnings, findings_stored
          FROM run_results WHERE run_id = $1)sql";
    auto row = db.find<ResultRow>(sql, detail.run.id);
    if (!row) return;
    detail.verdict = row->verdict;
    detail.ledger = row->ledger;
    detail.mapping = std::move(row->mapping);
    detail.cards = std::move(row->cards);
    detail.notices = std::move(row->notices);
    detail.reasons = std::move(row->reasons);
    detail.steps = std::move(row->steps);
    detail.changes = row->changes;
    detail.kept = row->kept;
    detail.known_errors = std::move(row->known_errors);
    detail.dialect = std::move(row->dialect);
    detail.reading = std::move(row->reading);
    detail.errors = row->errors;
    detail.warnings = row->warnings;
    detail.findings_stored = row->findings_stored;
}
} // namespace

Result<db::Page<Run>> list(db::Session& db, const users::Scope& scope, const RunFilter& filter,
                           const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND r.department_id");
    if (filter.state) where.add(" AND r.state = ?", *filter.state);
    if (filter.department_id) where.add(" AND r.department_id = ?", *filter.department_id);
    if (filter.feed_id) where.add(" AND r.feed_id = ?", *filter.feed_id);
    if (filter.upload_id) where.add(" AND r.upload_id = ?", *filter.upload_id);
    if (filter.period) where.add(" AND r.period = ?", *filter.period);
    if (filter.search) add_search(where, *filter.search);
    add_view(where, filter);
    return db::page<Run>(db, {columns, from, "r.id", where, orders, true}, wanted);
}

std::optional<Run> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE r.id = ?", id);
    scope.limit(query, " AND r.department_id");
    return db.find<Run>(query);
}

std::optional<ActingOn> acting_on(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT (SELECT MIN(c.id) FROM runs c WHERE c.parent_run_id = r.id AND c.state IN ('queued', 'running', 'held'))
                   AS active_child,
               EXISTS (SELECT 1 FROM runs c WHERE c.parent_run_id = r.id AND c.state = 'succeeded') AS done_over,
               EXISTS (SELECT 1 FROM runs p WHERE p.upload_id = r.upload_id AND p.state = 'succeeded') AS published,
               u.uploader_id
          FROM runs r LEFT JOIN uploads u ON u.id = r.upload_id WHERE r.id = $1)sql";
    auto run = find(db, scope, id);
    if (!run) return std::nullopt;
    auto state = db.find<ChildState>(sql, id).value();
    ActingOn on{std::move(*run), state.uploader_id, state.active_child, state.done_over, {}};
    on.published = state.published;
    if (on.run.state != RunState::held) return on;
    for (const auto& fix : fixes_unseen(db, id))
        if (fix.created_by) on.fixed_by.push_back(fix.created_by->id);
    auto changes = db.find<ChangesRow>("SELECT changes FROM run_results WHERE run_id = $1", id);
    on.would_be_gone = changes && changes->changes ? changes->changes->gone : 0;
    return on;
}

std::optional<RunDetail> find_detail(db::Session& db, const users::User& who, std::int64_t id)
{
    static constexpr auto attempts =
        "SELECT attempt, started_at, finished_at, worker, outcome FROM run_attempts WHERE run_id = $1 ORDER BY attempt";
    static constexpr auto children = "SELECT id, state FROM runs WHERE parent_run_id = $1 ORDER BY id";
    static constexpr auto files = "SELECT name, bytes FROM run_files WHERE run_id = $1 AND name IN ('slip.xlsx', "
                                  "'findings.json') ORDER BY name DESC";
    static constexpr auto previous = R"sql(
        SELECT p.id, p.rows_in, p.held_back, p.took_ms FROM runs r JOIN runs p ON p.feed_id = r.feed_id
         WHERE r.id = $1 AND p.id < r.id AND p.rows_in IS NOT NULL AND p.upload_id <> r.upload_id
         ORDER BY p.id DESC LIMIT 1)sql";
    auto on = acting_on(db, users::scope_of(who), id);
    if (!on) return std::nullopt;
    RunDetail detail;
    detail.run = on->run;
    detail.stages = stages_of(db, id);
    detail.attempts = db.all<RunAttempt>(attempts, id);
    add_results(db, detail);
    detail.in_force = reports::in_force(db, detail.run.feed.id, detail.run.period);
    detail.answers = find_answers(db, id);
    detail.previous_run = db.find<PreviousRun>(previous, id);
    detail.children = db.all<RunRef>(children, id);
    detail.files = db.all<RunFile>(files, id);
    detail.may = may_do(*on, who, users::names_of(db, {users::Role::moderator, users::Role::admin}, on->uploader_id));
    return detail;
}

std::vector<std::string> rules_of(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = R"sql(
        SELECT c.text FROM runs r JOIN feeds f ON f.id = r.feed_id
          JOIN contracts c ON c.feed_id = r.feed_id AND c.version IN (r.contract_version, f.contract_version)
         WHERE r.id = $1)sql";
    std::vector<std::string> texts;
    for (auto& row : db.all<RulesText>(sql, id)) texts.push_back(std::move(row.text));
    return texts;
}

std::vector<Run> latest_of_feeds(db::Session& db, const users::Scope& scope)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(R"sql(
        WHERE r.id IN (SELECT MAX(l.id) FROM runs l WHERE l.state <> 'cancelled' GROUP BY l.feed_id))sql");
    scope.limit(query, " AND r.department_id");
    return db.all<Run>(query.add(" ORDER BY d.name, f.title, r.id"));
}

RunCounts counts(db::Session& db, const users::Scope& scope)
{
    db::Query query(R"sql(
        SELECT COUNT(CASE WHEN r.state = 'held' THEN 1 END) AS held,
               COUNT(CASE WHEN r.state IN ('failed', 'quarantined') AND NOT EXISTS
                   (SELECT 1 FROM runs c WHERE c.parent_run_id = r.id AND c.state <> 'cancelled') THEN 1 END) AS failed,
               COUNT(CASE WHEN r.state = 'running' THEN 1 END) AS running,
               COUNT(CASE WHEN r.state = 'queued' THEN 1 END) AS queued
          FROM runs r WHERE r.state IN ('held', 'failed', 'quarantined', 'running', 'queued'))sql");
    scope.limit(query, " AND r.department_id");
    return db.find<RunCounts>(query).value();
}

std::vector<Run> waiting(db::Session& db, const users::Scope& scope)
{
    constexpr std::int64_t most = 20;
    RunFilter filter;
    filter.view = RunView::attention;
    auto newest = list(db, scope, filter, {most, {}, {}}).value().results;
    if (std::ssize(newest) < most) return newest;
    filter.state = RunState::held;
    auto runs = list(db, scope, filter, {most, {}, {}}).value().results;
    std::ranges::copy_if(newest, std::back_inserter(runs), [](const Run& run) { return run.state != RunState::held; });
    return runs;
}

std::vector<StateCount> count_by_state(db::Session& db)
{
    return db.all<StateCount>("SELECT state, COUNT(*) AS runs FROM runs GROUP BY state");
}

std::int64_t insert_for_upload(db::Session& db, std::int64_t upload_id, const std::string& trace_id)
{
    static constexpr auto sql = R"sql(
        INSERT INTO runs (kind, department_id, feed_id, period, contract_version, upload_id, started_by_id, trace_id,
                          created_at)
        SELECT 'file', u.department_id, u.feed_id, u.period, f.contract_version, u.id, u.uploader_id, $2, $3
          FROM uploads u JOIN feeds f ON f.id = u.feed_id WHERE u.id = $1
        RETURNING id)sql";
    auto run = db.value<std::int64_t>(sql, upload_id, trace_id, db.now());
    enqueue(db, run);
    return run;
}

Result<Run> cancel(db::Session& db, const users::User& who, std::int64_t id)
{
    static constexpr auto end = R"sql(
        UPDATE runs SET state = 'cancelled', finished_at = $2, ended_by = 'person', sealed_password = NULL
         WHERE id = $1 AND state = 'queued')sql";
    auto on = acting_on(db, users::scope_of(who), id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_cancel(*on, who); !may) return std::unexpected(may.error());
    auto ended = jobs::cancel_run(db, id);
    if (!ended) return refuse(Why::conflict, "This run has already finished.");
    if (*ended) db.exec(end, id, db.now());
    return find(db, users::Scope::everything(), id).value();
}
} // namespace runs
