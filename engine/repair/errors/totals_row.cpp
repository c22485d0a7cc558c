#include "engine/repair/repairs.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
// Rows that look like totals and are still among the data: the reader has warned of each.
std::vector<const Finding*> doubtful_rows(const Evidence& evidence)
{
    std::vector<const Finding*> out;
    for (const auto& finding : evidence.prepared().findings)
        if (finding.rule == "totals_row" && finding.line) out.push_back(&finding);
    return out;
}

// Whether what a record must have is wrong in each of them.
bool all_held(const Evidence& evidence, const std::vector<const Finding*>& rows)
{
    std::set<std::pair<std::optional<std::string>, std::int64_t>> held;
    for (const auto& finding : evidence.prepared().findings)
        if (finding.severity == Severity::error && finding.line) held.emplace(finding.sheet, *finding.line);
    return std::ranges::all_of(rows, [&](auto* row) { return held.contains({row->sheet, *row->line}); });
}

void find(const KnownError& error, Evidence& evidence, std::vector<KnownErrorMatch>& matches)
{
    auto rows = doubtful_rows(evidence);
    if (!rows.empty()) {
        Remedy remedy{.kind = RemedyKind::fix_cells, .words = "Leave the rows of totals out."};
        for (const auto* row : rows) {
            Fix fix;
            fix.line = *row->line;
            fix.sheet = row->sheet;
            fix.exclude = true;
            fix.reason = "a row of totals";
            remedy.fixes.push_back(std::move(fix));
        }
        auto count = static_cast<std::int64_t>(rows.size());
        matches.push_back(
            error.match(std::nullopt, count,
                        fmt::format("{} × a row of totals among the data, such as row {}.", count, *rows[0]->line),
                        std::move(remedy)));
        if (!all_held(evidence, rows)) matches.back().kind = ErrorClass::meaning;
    } else if (auto left_out = evidence.traces().totals)
        matches.push_back(
            error.match(std::nullopt, left_out, fmt::format("{} × a row of totals, told from the data.", left_out),
                        {.kind = RemedyKind::handled, .words = "They are left out; nothing has to be done."}));
}
} // namespace

constinit const KnownError totals_row{
    "totals_row", ErrorClass::format, "The report adds its columns up.", &find, {"totals_row"}};
} // namespace engine
