#include "server/students/place_store.hpp"
#include "server/objects/object_store.hpp"

namespace students
{
namespace
{
// What every place has beside its own id, name, time and hash.
constexpr db::Sql where_it_belongs = R"sql(
    f.id AS feed_id, f.key AS feed_key, f.title AS feed_title, d.id AS department_id, d.key AS department_key,
    d.name AS department_name)sql";
} // namespace

std::vector<Searchable> files_sent(db::Session& db)
{
    // The run that says most about a file is the last one that the engine answered.
    db::Query query("SELECT 'upload' AS kind, u.id, u.file_name AS name, ");
    query.add(where_it_belongs).add(R"sql(,
               u.period, u.accepted_at AS at, u.sha256, r.id AS run_id, c.text AS contract_text,
               COALESCE(x.mapping, '[]') AS mapping
          FROM uploads u JOIN feeds f ON f.id = u.feed_id JOIN departments d ON d.id = u.department_id
          LEFT JOIN runs r ON r.id = COALESCE(
               (SELECT MAX(q.id) FROM runs q JOIN run_results y ON y.run_id = q.id WHERE q.upload_id = u.id),
               (SELECT MAX(q.id) FROM runs q WHERE q.upload_id = u.id))
          LEFT JOIN run_results x ON x.run_id = r.id
          LEFT JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
         ORDER BY u.id)sql");
    return db.all<Searchable>(query);
}

std::vector<Searchable> slips(db::Session& db)
{
    db::Query query("SELECT 'slip' AS kind, s.id, s.file_name AS name, ");
    query.add(where_it_belongs).add(R"sql(,
               r.period, s.received_at AS at, s.sha256, r.id AS run_id, c.text AS contract_text,
               COALESCE(x.mapping, '[]') AS mapping
          FROM slips s JOIN runs r ON r.id = s.run_id
          JOIN feeds f ON f.id = r.feed_id JOIN departments d ON d.id = r.department_id
          LEFT JOIN run_results x ON x.run_id = r.id
          JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
         ORDER BY s.id)sql");
    return db.all<Searchable>(query);
}

std::vector<Searchable> samples(db::Session& db)
{
    static constexpr auto sql = R"sql(
        SELECT 'sample' AS kind, s.id, s.file_name AS name, COALESCE(f.id, 0) AS feed_id, COALESCE(f.key, '') AS feed_key,
               COALESCE(f.title, 'No regular file yet') AS feed_title, COALESCE(d.id, 0) AS department_id,
               COALESCE(d.key, '') AS department_key, COALESCE(d.name, '') AS department_name, '' AS period,
               s.received_at AS at, s.sha256, CAST(NULL AS INTEGER) AS run_id, c.text AS contract_text, '[]' AS mapping
          FROM samples s LEFT JOIN feeds f ON f.id = s.feed_id LEFT JOIN departments d ON d.id = f.department_id
          LEFT JOIN contracts c ON c.feed_id = f.id AND c.version = f.contract_version ORDER BY s.id)sql";
    return db.all<Searchable>(sql);
}

std::vector<Searchable> rows_made(db::Session& db)
{
    db::Query query(R"sql(
        SELECT CASE WHEN p.id IS NULL THEN 'rows' ELSE 'report' END AS kind, COALESCE(p.id, r.id) AS id,
               CASE WHEN p.id IS NULL THEN k.name ELSE p.title || ', version ' || p.version END AS name, )sql");
    query.add(where_it_belongs).add(R"sql(,
               r.period, COALESCE(p.created_at, r.created_at) AS at, k.sha256, r.id AS run_id,
               c.text AS contract_text, '[]' AS mapping
          FROM run_files k JOIN runs r ON r.id = k.run_id
          JOIN feeds f ON f.id = r.feed_id JOIN departments d ON d.id = r.department_id
          JOIN contracts c ON c.feed_id = r.feed_id AND c.version = r.contract_version
          LEFT JOIN reports p ON p.run_id = r.id
         WHERE k.name IN ('clean.csv', 'passed.csv') ORDER BY r.id, k.name)sql");
    return db.all<Searchable>(query);
}

Mentions mentions_of(db::Session& db, const std::string& identifier)
{
    static constexpr auto findings = "SELECT COUNT(*) FROM findings WHERE LOWER(value) = LOWER($1)";
    static constexpr auto corrections =
        "SELECT COUNT(*) FROM fixes WHERE LOWER(from_value) = LOWER($1) OR LOWER(to_value) = LOWER($1)";
    return {db.value<std::int64_t>(findings, identifier), db.value<std::int64_t>(corrections, identifier)};
}

std::vector<RunState> runs_over(db::Session& db, std::int64_t upload_id)
{
    return db.all<RunState>("SELECT id, state FROM runs WHERE upload_id = $1 ORDER BY id", upload_id);
}

std::vector<RunState> lock_runs_over(db::Session& db, std::int64_t upload_id)
{
    if (db.engine() == db::Engine::postgres)
        db.run(db::Query("SELECT id FROM runs WHERE upload_id = ? ORDER BY id FOR UPDATE", upload_id));
    return runs_over(db, upload_id);
}

bool is_worked_on(db::Session& db, std::int64_t feed_id, bool waiting_too)
{
    static constexpr auto sql = R"sql(
        SELECT EXISTS (SELECT 1 FROM runs WHERE feed_id = $1 AND (state = 'running' OR (state = 'queued' AND $2))))sql";
    return db.value<bool>(sql, feed_id, waiting_too);
}

bool replace_upload(db::Session& db, std::int64_t upload_id, const std::string& before, const NewFile& file)
{
    // Two files of a period may become the same one, as when they differed in this student only.
    static constexpr auto sql = R"sql(
        UPDATE uploads SET file_name = $2, sha256 = $3, storage_key = $4, bytes = $5,
               repeat = (SELECT COALESCE(MAX(e.repeat) + 1, 0) FROM uploads e
                          WHERE e.feed_id = uploads.feed_id AND e.period = uploads.period AND e.sha256 = $3
                            AND e.id <> uploads.id)
         WHERE id = $1 AND sha256 = $6)sql";
    if (db.exec(sql, upload_id, file.name, file.sha256, file.key, file.bytes, before) == 0) return false;
    objects::keep(db, {storage::Kind::upload, file.sha256, file.bytes});
    return true;
}

void forget_in_runs(db::Session& db, const std::vector<RunState>& runs, const std::vector<engine::RowPlace>& rows,
                    const std::string& identifier)
{
    static constexpr auto of_value = R"sql(
        DELETE FROM fixes WHERE run_id = $1 AND (LOWER(from_value) = LOWER($2) OR LOWER(to_value) = LOWER($2)))sql";
    static constexpr auto of_line = R"sql(
        DELETE FROM fixes WHERE run_id = $1 AND line = $2 AND (sheet IS NULL OR sheet = COALESCE($3, sheet)))sql";
    static constexpr auto in_reason = R"sql(
        UPDATE runs SET reason_message = REPLACE(reason_message, $2, '(erased)') WHERE id = $1)sql";
    static constexpr auto in_stages =
        "UPDATE run_stages SET messages = REPLACE(messages, $2, '(erased)') WHERE run_id = $1";
    for (const auto& run : runs) {
        db.exec(of_value, run.id, identifier);
        for (const auto& row : rows) db.exec(of_line, run.id, row.line, row.sheet);
        db.exec(in_reason, run.id, identifier);
        db.exec(in_stages, run.id, identifier);
        forget_checkpoints(db, run.id);
    }
}

void rename_upload(db::Session& db, std::int64_t upload_id, const std::string& name)
{
    db.exec("UPDATE uploads SET file_name = $2 WHERE id = $1", upload_id, name);
}

void forget_sample(db::Session& db, std::int64_t sample_id) { db.exec("DELETE FROM samples WHERE id = $1", sample_id); }

void forget_slip(db::Session& db, std::int64_t slip_id) { db.exec("DELETE FROM slips WHERE id = $1", slip_id); }

void forget_results(db::Session& db, std::int64_t run_id, const std::string& identifier)
{
    static constexpr auto scrub = R"sql(
        UPDATE run_results SET reasons = REPLACE(reasons, $2, '(erased)'), mapping = '[]', cards = '[]', notices = '[]',
                               changes = NULL, columns = '[]' WHERE run_id = $1)sql";
    db.exec("DELETE FROM findings WHERE run_id = $1", run_id);
    db.exec(scrub, run_id, identifier);
    db.exec("DELETE FROM run_files WHERE run_id = $1", run_id);
    db.exec("DELETE FROM report_parts WHERE report_id IN (SELECT id FROM reports WHERE run_id = $1)", run_id);
    db.exec("DELETE FROM report_files WHERE report_id IN (SELECT id FROM reports WHERE run_id = $1)", run_id);
}

void forget_checkpoints(db::Session& db, std::int64_t run_id)
{
    db.exec("DELETE FROM stage_results WHERE run_id = $1", run_id);
}
} // namespace students
