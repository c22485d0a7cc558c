#include "server/links/answer.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/reports/report_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace links
{
namespace
{
const OfferedRow* offered_row(const std::vector<OfferedRow>& offered, const CellByLink& cell)
{
    auto found = std::ranges::find_if(offered, [&](const OfferedRow& row) {
        return row.line == cell.line && (!cell.sheet || row.sheet == cell.sheet);
    });
    return found == offered.end() ? nullptr : &*found;
}
} // namespace

std::vector<OfferedRow> offered_by(const engine::HeldRows& held)
{
    std::vector<OfferedRow> offered;
    for (const auto& row : held.rows) {
        auto& one = offered.emplace_back(row.line, row.sheet);
        auto is_wrong = [&](const engine::HeldColumn& column) {
            return std::ranges::find(row.findings, column.name, &engine::Finding::column) != row.findings.end();
        };
        for (const auto& column : held.columns)
            if (is_wrong(column)) one.columns.push_back(column.name);
        if (!one.columns.empty()) continue;
        for (const auto& column : held.columns) one.columns.push_back(column.name);
    }
    return offered;
}

std::expected<std::vector<engine::Fix>, json::FieldErrors> fixes_within(const std::vector<OfferedRow>& offered,
                                                                        const std::vector<CellByLink>& cells)
{
    constexpr std::size_t most_errors = 20;
    std::vector<engine::Fix> fixes;
    json::FieldErrors errors;
    std::set<std::pair<std::int64_t, std::string>> seen;
    if (cells.empty()) errors.push_back({"cells", "must have a corrected cell at least"});
    for (std::size_t i = 0; i < cells.size() && errors.size() < most_errors; ++i) {
        const auto& cell = cells[i];
        const auto* row = offered_row(offered, cell);
        auto at = fmt::format("cells[{}]", i);
        if (!row)
            errors.push_back({at + ".line", "is not one of the rows that this link shows"});
        else if (std::ranges::find(row->columns, cell.column) == row->columns.end())
            errors.push_back({at + ".column", "is not one of the cells to correct in this row"});
        else if (!seen.emplace(cell.line, cell.column).second)
            errors.push_back({at, "is the same cell as one before it"});
        else
            fixes.push_back({cell.line, row->sheet, false, cell.column, cell.from, cell.to, "answered by link"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return fixes;
}

bool only_held_rows_would_go_out(db::Session& db, const runs::Run& run)
{
    if (run.state != runs::RunState::succeeded || !run.report || !runs::fixes_of(db, run.id).empty()) return false;
    auto rules = feeds::find_rules(db, users::Scope::everything(), run.feed.id);
    auto newest = reports::in_force(db, run.feed.id, run.period);
    return rules && rules->contract_version == run.contract_version && newest && newest->id == run.report->id;
}
} // namespace links
