#include "engine/prepare/judge.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <limits>

namespace engine
{
namespace
{
constexpr auto no_row = std::numeric_limits<std::uint32_t>::max();

// The row that a finding is about; findings of the whole file come last.
std::uint32_t row_of(const Batch& batch, const Finding& finding)
{
    if (!finding.line) return no_row;
    auto line = static_cast<std::uint64_t>(*finding.line);
    auto found = std::ranges::lower_bound(batch.line, line);
    return found != batch.line.end() && *found == line ? static_cast<std::uint32_t>(found - batch.line.begin())
                                                       : no_row;
}

// A cell can be as large as its file, and findings are many.
std::string shown(std::string_view cell)
{
    constexpr std::size_t most = 4096;
    if (cell.size() <= most) return std::string(cell);
    return std::string(cell.substr(0, utf8_prefix(cell.substr(0, most)))) + "…";
}

Finding worded(const Problem& problem, const Checked& table)
{
    auto words = problem.rule->explain(problem, table);
    Finding finding;
    finding.rule = problem.rule->name(problem);
    finding.severity = problem.rule->severity();
    finding.line = static_cast<std::int64_t>(table.batch->line[problem.row]);
    finding.message = std::move(words.message);
    finding.expected = std::move(words.expected);
    finding.remedy = std::move(words.remedy);
    if (auto column = problem.rule->column()) {
        finding.column = table.columns[*column].field->name;
        if (auto cell = table.cell(*column, problem.row); !is_null(cell)) finding.value = shown(cell);
    }
    return finding;
}
} // namespace

Judge::Judge(std::string file_name, Validator& validator, FindingsFile& file, Prepared& into)
    : file_name_(std::move(file_name)), validator_(validator), file_(file), into_(into)
{
}

SortedRows::Judged Judge::judge(Batch& batch, Fixes::Applied applied, std::vector<Finding>& of_reader)
{
    SortedRows::Judged out;
    out.held.assign(batch.rows(), 0);
    out.fixed = std::move(applied.fixed);
    auto others = std::move(applied.stale);
    for (auto& finding : of_reader) {
        if (noted_in(finding)) continue;
        auto row = row_of(batch, finding);
        // Whoever corrected a cell of a row has seen the row's form.
        if (row != no_row && out.fixed[row]) finding.severity = Severity::warning;
        if (row == no_row || batch.kind[row] == RowKind::data) others.emplace_back(row, std::move(finding));
    }
    std::ranges::stable_sort(others, {}, [](const auto& one) { return one.first; });

    auto next = others.begin();
    auto others_to = [&](std::uint32_t row) {
        for (; next != others.end() && next->first <= row; ++next) {
            std::string title = !next->second.line                      ? next->second.message
                                : next->second.rule == "stale_fix"      ? "Corrections that no longer fit"
                                : next->second.rule == "lost_character" ? "Characters that cannot be read"
                                : next->second.rule == "totals_row"     ? "Rows that look like totals"
                                                                        : "Rows that do not have the table's form";
            add(batch, next->first, std::move(next->second), "", [&] { return title; }, out);
        }
    };
    for (const auto& problem : validator_.check(batch)) {
        others_to(problem.row);
        add_problem(batch, problem, out);
    }
    others_to(no_row);
    return out;
}

void Judge::add_problem(const Batch& batch, const Problem& problem, SortedRows::Judged& out)
{
    const auto& table = validator_.checked();
    auto cause = problem.rule->cause(problem, table);
    auto finding = worded(problem, table);
    auto line = batch.line[problem.row];
    if (finding.rule == "ambiguous_date") {
        date_orders_.add(*table.columns[*problem.rule->column()].field, finding);
        if (last_ambiguous_ != line) {
            if (!last_ambiguous_) ambiguous_column_ = *finding.column;
            last_ambiguous_ = line;
            ++ambiguous_dates_;
        }
    }
    add(batch, problem.row, std::move(finding), cause, [&] { return problem.rule->title(cause); }, out);
}

void Judge::add(const Batch& batch, std::uint32_t row, Finding finding, std::string_view cause,
                const std::function<std::string()>& title, SortedRows::Judged& out)
{
    if (finding.file.empty()) finding.file = file_name_;
    if (!finding.sheet) finding.sheet = batch.sheet.empty() ? into_.sheet : batch.sheet;
    bool error = finding.severity == Severity::error;
    ++(error ? into_.errors : into_.warnings);
    cards_.add(finding, cause, title);
    file_.add(finding);
    if (into_.findings.size() < kept_findings) into_.findings.push_back(finding);
    if (row >= batch.rows()) return;
    if (error) out.held[row] = 1;
    out.findings.emplace_back(row, std::move(finding));
}

void Judge::finish() { into_.cards = cards_.sorted(); }
} // namespace engine
