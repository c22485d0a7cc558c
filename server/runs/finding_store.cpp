#include "server/runs/finding_store.hpp"
#include "server/runs/answers.hpp"

namespace runs
{
namespace
{
constexpr db::Order orders[] = {{"id", "x.seq"}};
constexpr auto columns =
    R"sql(x.rule, x.severity, x.file, x.sheet, x.line, x.column_name AS "column", x.value, x.message, x.expected, x.remedy)sql";

// Many rows per statement: one round trip each would dominate the publication.
constexpr std::size_t rows_per_insert = 100;

void save_findings(db::Session& db, std::int64_t run_id, const std::vector<engine::Finding>& findings)
{
    for (std::size_t first = 0; first < findings.size(); first += rows_per_insert) {
        db::Query insert(R"sql(
            INSERT INTO findings (run_id, seq, rule, severity, file, sheet, line, column_name, value, message, expected, remedy)
            VALUES )sql");
        for (std::size_t i = first; i < std::min(first + rows_per_insert, findings.size()); ++i) {
            const auto& one = findings[i];
            if (i > first) insert.add(", ");
            insert.add("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_id, i, one.rule, one.severity, one.file, one.sheet,
                       one.line, one.column, one.value, one.message, one.expected, one.remedy);
        }
        db.exec(insert);
    }
}
} // namespace

Result<db::Page<engine::Finding>> list_findings(db::Session& db, std::int64_t run_id, const FindingFilter& filter,
                                                const db::PageQuery& wanted)
{
    db::Query where("x.run_id = ?", run_id);
    if (filter.severity) where.add(" AND x.severity = ?", *filter.severity);
    if (filter.rule) where.add(" AND x.rule = ?", *filter.rule);
    if (filter.column) where.add(" AND x.column_name = ?", *filter.column);
    return db::page<engine::Finding>(db, {columns, "findings x", "x.seq", where, orders}, wanted);
}

void save_results(db::Session& db, std::int64_t run_id, const engine::Prepared& prepared,
                  const std::vector<engine::KnownErrorMatch>& known_errors)
{
    static constexpr auto insert = R"sql(
        INSERT INTO run_results (run_id, verdict, reasons, ledger, mapping, cards, notices, changes, dialect, errors,
                                 warnings, findings_stored, reading, columns, known_errors, kept, steps,
                                 repairs)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                $18))sql";
    db.exec("DELETE FROM findings WHERE run_id = $1", run_id);
    db.exec("DELETE FROM run_results WHERE run_id = $1", run_id);
    db.exec(insert, run_id, prepared.verdict, prepared.reasons, prepared.ledger, prepared.mapping, prepared.cards,
            prepared.notices, prepared.changes, prepared.dialect, prepared.errors, prepared.warnings,
            prepared.findings.size(),
            Reading{prepared.kind, prepared.sheet, prepared.page, prepared.signature, prepared.tables, prepared.doubts},
            prepared.columns, known_errors, prepared.kept, prepared.steps, prepared.repairs);
    save_findings(db, run_id, prepared.findings);
}

bool has_results(db::Session& db, std::int64_t run_id)
{
    return db.value<bool>("SELECT EXISTS (SELECT 1 FROM run_results WHERE run_id = $1)", run_id);
}

void save_counts(db::Session& db, std::int64_t run_id, std::int64_t rows_in, std::int64_t rows_published,
                 std::int64_t held_back)
{
    static constexpr auto sql = "UPDATE runs SET rows_in = $2, rows_published = $3, held_back = $4 WHERE id = $1";
    db.exec(sql, run_id, rows_in, rows_published, held_back);
}

void save_columns(db::Session& db, std::int64_t run_id, const std::vector<engine::ColumnSummary>& columns)
{
    db.exec("UPDATE run_results SET columns = $2 WHERE run_id = $1", run_id, columns);
}

RunColumns columns_of(db::Session& db, std::int64_t run_id)
{
    return db.find<RunColumns>("SELECT columns FROM run_results WHERE run_id = $1", run_id).value_or(RunColumns{});
}

void save_files(db::Session& db, std::int64_t run_id, const std::vector<StoredFile>& files)
{
    static constexpr auto sql = R"sql(
        INSERT INTO run_files (run_id, name, sha256, bytes) VALUES ($1, $2, $3, $4)
        ON CONFLICT (run_id, name) DO UPDATE SET sha256 = $3, bytes = $4)sql";
    for (const auto& file : files) db.exec(sql, run_id, file.name, file.sha256, file.bytes);
}

void forget_files(db::Session& db, std::int64_t run_id) { db.exec("DELETE FROM run_files WHERE run_id = $1", run_id); }

std::optional<StoredFile> find_file(db::Session& db, const users::Scope& scope, std::int64_t run_id,
                                    std::string_view name)
{
    db::Query query(R"sql(
        SELECT x.name, x.sha256, x.bytes FROM run_files x JOIN runs r ON r.id = x.run_id
         WHERE x.run_id = ? AND x.name = ?)sql",
                    run_id, name);
    scope.limit(query, " AND r.department_id");
    return db.find<StoredFile>(query);
}
} // namespace runs
