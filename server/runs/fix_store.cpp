#include "server/runs/fix_store.hpp"
#include "base/utf8.hpp"
#include "engine/contract/contract.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/runs/fix_spot.hpp"
#include "server/runs/run_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <span>

namespace runs
{
namespace
{
struct BadLine {
    std::int64_t line = 0;
};
BOOST_DESCRIBE_STRUCT(BadLine, (), (line))

constexpr std::size_t most_fixes = 5000; // at a time
constexpr std::size_t most_errors = 20;  // that an answer names

// Many rows per statement, so that thousands of corrections hold the writer for a moment only.
constexpr std::size_t rows_per_statement = 500;

void remove(db::Session& db, std::int64_t run_id, const std::vector<std::int64_t>& ids)
{
    for (std::size_t first = 0; first < ids.size(); first += rows_per_statement) {
        auto rest = std::span(ids).subspan(first);
        auto some = rest.first(std::min(rows_per_statement, rest.size()));
        db::Query query("DELETE FROM fixes WHERE run_id = ?", run_id);
        db.exec(query.add_in(" AND id", {some.begin(), some.end()}));
    }
}

void insert(db::Session& db, std::int64_t run_id, std::int64_t who, const std::vector<engine::Fix>& fixes)
{
    auto now = db.now();
    for (std::size_t first = 0; first < fixes.size(); first += rows_per_statement) {
        db::Query query(R"sql(
            INSERT INTO fixes (run_id, line, sheet, exclude, column_name, from_value, to_value, reason, created_by_id,
                               created_at) VALUES )sql");
        for (std::size_t i = first; i < std::min(first + rows_per_statement, fixes.size()); ++i) {
            const auto& fix = fixes[i];
            if (i > first) query.add(", ");
            query.add("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", run_id, fix.line, fix.sheet, fix.exclude, fix.column, fix.from,
                      fix.to, fix.reason, who, now);
        }
        db.exec(query);
    }
}

// The field that a person means by its name or its title.
std::optional<std::string> field_of(const engine::Schema& schema, const std::string& said)
{
    if (schema.find(said)) return said;
    for (const auto& field : schema.fields)
        if (field.title == said) return field.name;
    return std::nullopt;
}

// The corrections with the names of fields for columns. A column that is none would be saved and never looked at.
Result<std::vector<engine::Fix>> with_fields(db::Session& db, const Run& run, std::vector<engine::Fix> fixes)
{
    auto rules = feeds::live_text(db, run.feed.id);
    try {
        auto contract = engine::parse_contract(rules.value_or(""), run.feed.key);
        for (std::size_t i = 0; i < fixes.size(); ++i) {
            if (!fixes[i].column) continue;
            auto field = field_of(contract.schema, *fixes[i].column);
            if (!field)
                return refuse(Why::invalid, fmt::format("fixes[{}].column “{}” is no column of the file rules of {}.",
                                                        i, cut_utf8(*fixes[i].column, 100), run.feed.title));
            fixes[i].column = *field;
        }
    } catch (const engine::ContractErrors& errors) {
        return refuse(Why::conflict, "The file rules have an error: " + errors.errors().front().message);
    }
    return fixes;
}
} // namespace

json::FieldErrors errors_in(const std::vector<engine::Fix>& fixes)
{
    json::FieldErrors errors;
    if (fixes.empty()) errors.push_back({"fixes", "must have a correction at least"});
    if (fixes.size() > most_fixes)
        return {{"fixes", fmt::format("must be {} at a time at most; send them in parts", most_fixes)}};
    for (std::size_t i = 0; i < fixes.size() && errors.size() < most_errors; ++i) {
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
    auto on = acting_on(db, users::scope_of(who), run_id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    if (auto errors = errors_in(fixes); !errors.empty())
        return refuse(Why::invalid, errors.front().at + " " + errors.front().detail + ".");
    auto wanted = with_fields(db, on->run, fixes);
    if (!wanted) return std::unexpected(wanted.error());
    // What the file had stays `from`, also where a correction takes the place of an earlier one; the last of a spot
    // counts.
    auto known = by_spot(fixes_of(db, run_id));
    std::map<Spot, std::size_t> last;
    for (std::size_t i = 0; i < wanted->size(); ++i) last[spot_of((*wanted)[i])] = i;
    std::vector<std::int64_t> replaced;
    std::vector<engine::Fix> made;
    std::map<Spot, std::optional<std::string>> first;
    for (std::size_t i = 0; i < wanted->size(); ++i) {
        auto& fix = (*wanted)[i];
        auto spot = spot_of(fix);
        auto earlier = known.find(spot);
        auto [from, is_first] = first.try_emplace(spot, earlier == known.end() ? fix.from : earlier->second.from);
        if (is_first && earlier != known.end()) replaced.push_back(earlier->second.id);
        if (last[spot] != i) continue;
        fix.from = from->second;
        made.push_back(std::move(fix));
    }
    remove(db, run_id, replaced);
    insert(db, run_id, who.id, made);
    return FixesSaved{static_cast<std::int64_t>(fixes.size())};
}

Result<FixesSaved> remove_fixes(db::Session& db, const users::User& who, std::int64_t run_id,
                                const std::vector<engine::Fix>& fixes)
{
    auto on = acting_on(db, users::scope_of(who), run_id);
    if (!on) return refuse(Why::not_found, "There is no such run.");
    if (auto may = may_fix(*on, who); !may) return std::unexpected(may.error());
    if (auto errors = errors_in(fixes); !errors.empty())
        return refuse(Why::invalid, errors.front().at + " " + errors.front().detail + ".");
    auto wanted = with_fields(db, on->run, fixes);
    if (!wanted) return std::unexpected(wanted.error());
    auto known = by_spot(fixes_of(db, run_id));
    std::vector<std::int64_t> gone;
    for (const auto& fix : *wanted)
        if (auto found = known.extract(spot_of(fix)); !found.empty()) gone.push_back(found.mapped().id);
    remove(db, run_id, gone);
    return FixesSaved{static_cast<std::int64_t>(gone.size())};
}

std::vector<RunFix> fixes_of(db::Session& db, std::int64_t run_id)
{
    static constexpr auto sql = R"sql(
        SELECT x.id, x.line, x.sheet, x.exclude, x.column_name AS "column", x.from_value AS "from", x.to_value AS "to",
               x.reason, u.id AS created_by_id, u.name AS created_by_name, x.created_at
          FROM fixes x LEFT JOIN users u ON u.id = x.created_by_id WHERE x.run_id = $1 ORDER BY x.id)sql";
    return db.all<RunFix>(sql, run_id);
}

std::string tag_of(const std::vector<RunFix>& fixes)
{
    return fmt::format("\"{}.{}\"", fixes.size(), fixes.empty() ? 0 : fixes.back().id);
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

std::vector<RunFix> left_out_though_good(db::Session& db, std::int64_t run_id, const std::vector<RunFix>& fixes)
{
    static constexpr auto held_by_the_first_run = R"sql(
        WITH RECURSIVE chain (id, parent) AS (
            SELECT id, parent_run_id FROM runs WHERE id = $1
            UNION ALL SELECT r.id, r.parent_run_id FROM runs r JOIN chain c ON r.id = c.parent)
        SELECT DISTINCT x.line FROM chain c JOIN findings x ON x.run_id = c.id
         WHERE c.parent IS NULL AND x.severity = 'error' AND x.line IS NOT NULL)sql";
    std::set<std::int64_t> bad;
    for (const auto& row : db.all<BadLine>(held_by_the_first_run, run_id)) bad.insert(row.line);
    std::vector<RunFix> good;
    for (const auto& fix : fixes)
        if (fix.exclude && !bad.contains(fix.line)) good.push_back(fix);
    return good;
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
