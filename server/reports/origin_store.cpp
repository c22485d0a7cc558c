#include "server/reports/origin_store.hpp"

namespace reports
{
std::vector<KnownFile> files_with(db::Session& db, const users::Scope& scope, const std::string& sha256)
{
    db::Query query(R"sql(
        SELECT p.id AS report_id, p.title, d.name AS department, p.period, p.version, x.format, x.part, x.file_name, x.bytes,
               p.created_at AS published_at,
               CASE WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN n.id IS NOT NULL THEN 'superseded' ELSE 'newest' END
                   AS state, n.id AS newest_id, n.version AS newest_version
          FROM (SELECT report_id, format, file_name, bytes, sha256, CAST(NULL AS TEXT) AS part FROM report_files
                UNION ALL SELECT t.report_id, f.format, f.file_name, f.bytes, f.sha256, t.title FROM report_part_files f
                  JOIN report_parts t ON t.id = f.part_id) x
          JOIN reports p ON p.id = x.report_id JOIN departments d ON d.id = p.department_id
          LEFT JOIN reports n ON n.id = (SELECT MAX(y.id) FROM reports y
                                          WHERE y.report_key = p.report_key AND y.version > p.version)
         WHERE x.sha256 = ?)sql",
                    sha256);
    scope.limit(query, " AND p.department_id");
    return db.all<KnownFile>(query.add(" ORDER BY p.id DESC, x.format LIMIT 50"));
}

std::vector<Correction> corrections_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE chain (id) AS (
            SELECT parent_run_id FROM runs WHERE id = $1
            UNION ALL SELECT r.parent_run_id FROM runs r JOIN chain c ON r.id = c.id WHERE r.parent_run_id IS NOT NULL)
        SELECT x.line, x.sheet, x.column_name AS "column", x.from_value AS "from", x.to_value AS "to", x.reason, u.name AS by,
               x.created_at AS at
          FROM fixes x JOIN chain c ON c.id = x.run_id LEFT JOIN users u ON u.id = x.created_by_id
         WHERE x.column_name IS NOT NULL ORDER BY x.id)sql";
    return db.all<Correction>(sql, run_id);
}

std::optional<RowApproval> approval_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE chain (id, parent) AS (
            SELECT id, parent_run_id FROM runs WHERE id = $1
            UNION ALL SELECT r.id, r.parent_run_id FROM runs r JOIN chain c ON r.id = c.parent)
        SELECT COALESCE(u.name, 'Somebody whose account is gone') AS by, r.created_at AS at, r.approval_reason AS reason
          FROM runs r JOIN chain c ON c.id = r.id LEFT JOIN users u ON u.id = r.started_by_id
         WHERE r.approval_reason IS NOT NULL ORDER BY r.id DESC LIMIT 1)sql";
    return db.find<RowApproval>(sql, run_id);
}
} // namespace reports
