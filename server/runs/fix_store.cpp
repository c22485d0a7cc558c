#include "server/runs/fix_store.hpp"
#include "server/runs/run_store.hpp"

namespace runs
{
namespace
{
struct FixBefore {
    std::int64_t id = 0;
    std::optional<std::string> from;
};
BOOST_DESCRIBE_STRUCT(FixBefore, (), (id, from))

// Removes the correction of the same cell, row or value, and says what it was made of.
std::optional<FixBefore> take_away(db::Session& db, std::int64_t run_id, const engine::Fix& fix)
{
    static constexpr auto find = R"sql(
        SELECT id, from_value AS "from" FROM fixes
         WHERE run_id = $1 AND line = $2 AND COALESCE(sheet, '') = COALESCE($3, '')
           AND COALESCE(column_name, '') = COALESCE($4, '') AND exclude = $5
           AND (line > 0 OR from_value = $6))sql";
    auto found = db.find<FixBefore>(find, run_id, fix.line, fix.sheet, fix.column, fix.exclude, fix.from);
    if (found) db.exec("DELETE FROM fixes WHERE id = $1", found->id);
    return found;
}
} // namespace

json::FieldErrors errors_in(const std::vector<engine::Fix>& fixes)
{
    json::FieldErrors errors;
    if (fixes.empty()) errors.push_back({"fixes", "must have a correction at least"});
    for (std::size_t i = 0; i < fixes.size(); ++i) {
        auto at = "fixes[" + std::to_string(i) + "]";
        if (fixes[i].line < 0 || (fixes[i].line == 0 && fixes[i].exclude))
            errors.push_back({at + ".line", "must be a row of the file, counted from 1"});
        else if (fixes[i].line == 0 && !fixes[i].from)
            errors.push_back({at + ".from", "is required on line 0: the value that is corrected in every row"});
        if (!fixes[i].exclude && !fixes[i].column)
            errors.push_back({at, "must name a column, or leave the row out with `exclude`"});
    }
    return errors;
}

Result<FixesSaved> add_fixes(db::Session& db, const users::User& who, std::int64_t run_id,
                             const std::vector<engine::Fix>& fixes)
{
    static constexpr auto insert = R"sql(
        INSERT INTO fixes (run_id, line, sheet, exclude, column_name, from_value, to_value, reason, created_by_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql";
    auto on = acting_on(db, users::scope_of(who), run_id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    if (auto errors = errors_in(fixes); !errors.empty())
        return refuse(Why::invalid, errors.front().at + " " + errors.front().detail + ".");
    auto now = db.now();
    for (const auto& fix : fixes) {
        auto earlier = take_away(db, run_id, fix);
        db.exec(insert, run_id, fix.line, fix.sheet, fix.exclude, fix.column, earlier ? earlier->from : fix.from,
                fix.to, fix.reason, who.id, now);
    }
    return FixesSaved{static_cast<std::int64_t>(fixes.size())};
}

Result<FixesSaved> remove_fixes(db::Session& db, const users::User& who, std::int64_t run_id,
                                const std::vector<engine::Fix>& fixes)
{
    auto on = acting_on(db, users::scope_of(who), run_id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    FixesSaved removed;
    for (const auto& fix : fixes) removed.count += take_away(db, run_id, fix).has_value();
    return removed;
}

std::vector<RunFix> fixes_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT x.id, x.line, x.sheet, x.exclude, x.column_name AS "column", x.from_value AS "from", x.to_value AS "to",
               x.reason, u.id AS created_by_id, u.name AS created_by_name, x.created_at
          FROM fixes x LEFT JOIN users u ON u.id = x.created_by_id WHERE x.run_id = $1 ORDER BY x.id)sql";
    return db.all<RunFix>(sql, run_id);
}

std::vector<RunFix> fixes_unseen(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE unseen (id, parent) AS (
            SELECT id, parent_run_id FROM runs WHERE id = $1 AND approved NOT LIKE $2
            UNION ALL SELECT r.id, r.parent_run_id FROM runs r JOIN unseen s ON r.id = s.parent WHERE r.approved NOT LIKE $2)
        SELECT x.id, x.line, x.sheet, x.exclude, x.column_name AS "column", x.from_value AS "from", x.to_value AS "to",
               x.reason, u.id AS created_by_id, u.name AS created_by_name, x.created_at
          FROM unseen s JOIN fixes x ON x.run_id = s.parent LEFT JOIN users u ON u.id = x.created_by_id ORDER BY x.id)sql";
    return db.all<RunFix>(sql, run_id, "%\"" + std::string(second_person) + "\"%");
}

std::vector<engine::Fix> fixes_before(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        WITH RECURSIVE chain (id) AS (
            SELECT parent_run_id FROM runs WHERE id = $1
            UNION ALL SELECT r.parent_run_id FROM runs r JOIN chain c ON r.id = c.id WHERE r.parent_run_id IS NOT NULL)
        SELECT x.line, x.sheet, x.exclude, x.column_name AS "column", x.from_value AS "from", x.to_value AS "to", x.reason
          FROM fixes x JOIN chain c ON c.id = x.run_id ORDER BY x.id)sql";
    return db.all<engine::Fix>(sql, run_id);
}
} // namespace runs
