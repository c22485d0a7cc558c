#include "server/reports/report_store.hpp"
#include <map>

namespace reports
{
namespace
{
constexpr auto columns = R"sql(
    p.id, p.report_key, p.version, p.title, f.id AS feed_id, f.key AS feed_key, f.title AS feed_title,
    d.id AS department_id, d.key AS department_key, d.name AS department_name, p.period, p.run_id, p.rows, p.held_back,
    p.created_at, '[]' AS files, p.note, p.changes, p.kept, p.reason, p.restored_from,
    (SELECT MAX(n.id) FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version) AS superseded_by)sql";
constexpr auto from = "reports p JOIN feeds f ON f.id = p.feed_id JOIN departments d ON d.id = p.department_id";
constexpr db::Order orders[] = {{"id", "p.id"}};

struct FileRow {
    std::int64_t report_id = 0;
    ReportFormat format{};
    std::int64_t bytes = 0;
    std::string sha256;
    std::string file_name;
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (report_id, format, bytes, sha256, file_name))

struct CsvFile {
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(CsvFile, (), (sha256))

struct Columns {
    std::vector<engine::OutputColumn> columns;
};
BOOST_DESCRIBE_STRUCT(Columns, (), (columns))

void add_files(db::Session& db, std::vector<Report>& reports)
{
    std::map<std::int64_t, Report*> by_id;
    std::vector<std::int64_t> ids;
    for (auto& report : reports) {
        by_id[report.id] = &report;
        ids.push_back(report.id);
    }
    db::Query query("SELECT report_id, format, bytes, sha256, file_name FROM report_files WHERE TRUE");
    query.add_in(" AND report_id", ids).add(" ORDER BY report_id, format");
    for (auto& file : db.all<FileRow>(query))
        by_id[file.report_id]->files.push_back({file.format, file.bytes, file.sha256, file.file_name});
}

std::string ending_of(ReportFormat format)
{
    return format == ReportFormat::excel_csv ? "-excel.csv" : "." + json::enum_text(format);
}

std::optional<Report> find_where(db::Session& db, const db::Query& where)
{
    db::Query query("SELECT ");
    query.add(columns).add(" FROM ").add(from).add(" WHERE ").add(where);
    auto found = db.all<Report>(query);
    if (found.empty()) return std::nullopt;
    add_files(db, found);
    return found.front();
}
} // namespace

Result<db::Page<Report>> list(db::Session& db, const users::Scope& scope, const ReportFilter& filter,
                              const db::PageQuery& wanted)
{
    db::Query where("TRUE");
    scope.limit(where, " AND p.department_id");
    if (filter.department_id) where.add(" AND p.department_id = ?", *filter.department_id);
    if (filter.feed_id) where.add(" AND p.feed_id = ?", *filter.feed_id);
    if (filter.period) where.add(" AND p.period = ?", *filter.period);
    if (filter.latest)
        where.add(" AND p.version = (SELECT v.last_version FROM report_versions v WHERE v.report_key = p.report_key)");
    if (filter.search) {
        auto pattern = db::like_pattern(*filter.search);
        where.add(" AND (LOWER(p.title) LIKE ? ESCAPE '!' OR LOWER(f.title) LIKE ? ESCAPE '!'", pattern, pattern);
        where.add(" OR LOWER(d.name) LIKE ? ESCAPE '!' OR LOWER(p.period) LIKE ? ESCAPE '!')", pattern, pattern);
    }
    auto page = db::page<Report>(db, {columns, from, "p.id", where, orders, true}, wanted);
    if (page) add_files(db, page->results);
    return page;
}

std::optional<Report> find(db::Session& db, const users::Scope& scope, std::int64_t id)
{
    db::Query where("p.id = ?", id);
    scope.limit(where, " AND p.department_id");
    return find_where(db, where);
}

std::optional<Report> find_of_run(db::Session& db, std::int64_t run_id)
{
    return find_where(db, db::Query("p.run_id = ?", run_id));
}

std::vector<engine::OutputColumn> columns_of(db::Session& db, std::int64_t id)
{
    auto found = db.find<Columns>("SELECT columns FROM reports WHERE id = $1", id);
    return found ? found->columns : std::vector<engine::OutputColumn>{};
}

std::string report_key(const std::string& feed_key, const std::string& period)
{
    return period.empty() ? feed_key : feed_key + "/" + period;
}

namespace
{
// passed.csv comes first where there is one: a transform made clean.csv of it.
constexpr auto rows_from =
    "SELECT x.sha256 FROM reports p JOIN run_files x ON x.run_id = p.run_id AND x.name IN ('clean.csv', 'passed.csv')";

std::optional<std::string> first_hash(db::Session& db, const db::Query& query)
{
    auto found = db.find<CsvFile>(query);
    if (!found) return std::nullopt;
    return found->sha256;
}
} // namespace

std::optional<std::string> last_rows(db::Session& db, std::int64_t feed_id, const std::string& period, Which which)
{
    db::Query query(rows_from);
    query.add(" WHERE p.feed_id = ?", feed_id);
    if (which == Which::same_period) query.add(" AND p.period = ?", period);
    if (which == Which::earlier_period) query.add(" AND p.period < ?", period);
    if (which == Which::latest) query.add(" AND p.period <= ?", period);
    return first_hash(db, query.add(" ORDER BY p.period DESC, p.version DESC, x.name DESC LIMIT 1"));
}

std::optional<std::string> rows_of_run(db::Session& db, std::int64_t run_id)
{
    db::Query query(rows_from);
    return first_hash(db, query.add(" WHERE p.run_id = ? ORDER BY x.name DESC LIMIT 1", run_id));
}

std::optional<std::string> rows_before(db::Session& db, const std::string& report_key, std::int64_t version)
{
    db::Query query(rows_from);
    query.add(" WHERE p.report_key = ? AND p.version = ? ORDER BY x.name DESC LIMIT 1", report_key, version - 1);
    return first_hash(db, query);
}

std::optional<std::string> csv_in_force(db::Session& db, std::int64_t feed_id, const std::string& period)
{
    db::Query query("SELECT x.sha256 FROM reports p JOIN report_files x ON x.report_id = p.id AND x.format = 'csv'");
    query.add(" WHERE p.feed_id = ? AND p.period = ?", feed_id, period);
    return first_hash(db, query.add(" ORDER BY p.version DESC LIMIT 1"));
}

std::optional<ReportRef> in_force(db::Session& db, std::int64_t feed_id, const std::string& period)
{
    static constexpr auto sql =
        "SELECT id, version FROM reports WHERE feed_id = $1 AND period = $2 ORDER BY version DESC LIMIT 1";
    return db.find<ReportRef>(sql, feed_id, period);
}

std::optional<OtherFile> other_file(db::Session& db, std::int64_t feed_id, const std::string& period,
                                    const std::string& sha256)
{
    static constexpr auto sql = R"sql(
        SELECT p.version, p.rows, u.file_name, s.name AS sender, u.accepted_at
          FROM reports p JOIN runs r ON r.id = p.run_id JOIN uploads u ON u.id = r.upload_id
          JOIN users s ON s.id = u.uploader_id
         WHERE p.feed_id = $1 AND p.period = $2 AND u.sha256 <> $3 ORDER BY p.version DESC LIMIT 1)sql";
    return db.find<OtherFile>(sql, feed_id, period, sha256);
}

std::optional<std::string> last_clean_csv_of(db::Session& db, const std::string& feed_key, const std::string& period)
{
    static constexpr auto sql = R"sql(
        SELECT x.sha256 FROM reports p JOIN feeds f ON f.id = p.feed_id
          JOIN run_files x ON x.run_id = p.run_id AND x.name = 'clean.csv'
         WHERE f.key = $1 ORDER BY CASE WHEN p.period = $2 THEN 0 ELSE 1 END, p.id DESC LIMIT 1)sql";
    auto found = db.find<CsvFile>(sql, feed_key, period);
    if (!found) return std::nullopt;
    return found->sha256;
}

Report insert(db::Session& db, const NewReport& report)
{
    // The row is the lock: two publications of one key take turns, and a rollback gives the number back.
    static constexpr auto next_version = R"sql(
        INSERT INTO report_versions (report_key, last_version) VALUES ($1, 1)
        ON CONFLICT (report_key) DO UPDATE SET last_version = report_versions.last_version + 1
        RETURNING last_version)sql";
    static constexpr auto insert_report = R"sql(
        INSERT INTO reports (run_id, report_key, version, feed_id, department_id, period, title, columns, rows, held_back,
                             note, created_at, changes, kept, reason, restored_from)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id)sql";
    static constexpr auto insert_file =
        "INSERT INTO report_files (report_id, format, sha256, bytes, file_name) VALUES ($1, $2, $3, $4, $5)";
    auto key = report_key(report.feed.key, report.period);
    auto version = db.value<std::int64_t>(next_version, key);
    auto id =
        db.value<std::int64_t>(insert_report, report.run_id, key, version, report.feed.id, report.department_id,
                               report.period, report.title, report.columns, report.rows, report.held_back, report.note,
                               db.now(), report.changes, report.kept, report.reason, report.restored_from);
    auto name = report.feed.key + (report.period.empty() ? "" : "-" + report.period) + "-v" + std::to_string(version);
    for (const auto& file : report.files)
        db.exec(insert_file, id, file.format, file.sha256, file.bytes, name + ending_of(file.format));
    return find_where(db, db::Query("p.id = ?", id)).value();
}

void restore_again(db::Session& db, const Report& restored)
{
    static constexpr auto rows = R"sql(
        INSERT INTO run_files (run_id, name, sha256, bytes)
        SELECT $2, name, sha256, bytes FROM run_files WHERE run_id = $1 AND name IN ('clean.csv', 'passed.csv'))sql";
    static constexpr auto columns = R"sql(
        UPDATE run_results SET columns = (SELECT x.columns FROM run_results x WHERE x.run_id = $1) WHERE run_id = $2)sql";
    auto original =
        find_where(db, db::Query("p.report_key = ? AND p.version = ?", restored.report_key, restored.restored_from));
    db.exec("DELETE FROM run_files WHERE run_id = $1", restored.run_id);
    if (!original) return replace_files(db, restored.id, 0, 0, {});
    db.exec(rows, original->run_id, restored.run_id);
    db.exec(columns, original->run_id, restored.run_id);
    replace_files(db, restored.id, original->rows, original->held_back, original->files);
}

void replace_files(db::Session& db, std::int64_t id, std::int64_t rows, std::int64_t held_back,
                   const std::vector<ReportFile>& files)
{
    // Parts hold the student too; whoever had one is told that it is gone.
    db.exec("DELETE FROM report_parts WHERE report_id = $1", id);
    static constexpr auto file_sql =
        "UPDATE report_files SET sha256 = $3, bytes = $4 WHERE report_id = $1 AND format = $2";
    db.exec("UPDATE reports SET rows = $2, held_back = $3 WHERE id = $1", id, rows, held_back);
    db::Query others("DELETE FROM report_files WHERE report_id = ?", id);
    for (const auto& file : files) others.add(" AND format <> ?", file.format);
    db.exec(others);
    for (const auto& file : files) db.exec(file_sql, id, file.format, file.sha256, file.bytes);
}
} // namespace reports
