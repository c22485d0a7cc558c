#include "engine/contract/report_layout.hpp"
#include "engine/contract/parts.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::size_t sums_shown = 4; // beside rows and their share a table has room for so many

Section rows_by(const std::string& column, std::optional<ChartKind> chart)
{
    Section section;
    section.by = {column};
    section.show = contract_parts::usual_measures(chart);
    section.chart = chart;
    return section;
}

void add_sums(std::vector<Measure>& to, const std::vector<std::string>& columns)
{
    for (const auto& column : columns)
        if (to.size() < sums_shown + 1) to.push_back({MeasureKind::sum, column});
}
} // namespace

std::vector<Measure> contract_parts::usual_measures(std::optional<ChartKind> chart)
{
    if (chart == ChartKind::line) return {{MeasureKind::count}};
    return {{MeasureKind::count}, {MeasureKind::share}};
}

void lay_out(ReportLayout& report, const std::vector<std::string>& group_by,
             const std::vector<std::pair<ChartKind, std::string>>& charts)
{
    for (const auto& column : group_by) {
        report.sections.push_back(rows_by(column, {}));
        add_sums(report.sections.back().show, report.totals);
    }
    for (const auto& [kind, column] : charts) {
        auto same = std::ranges::find(report.sections, std::vector{column}, &Section::by);
        if (same == report.sections.end()) same = report.sections.insert(same, rows_by(column, {}));
        same->chart = kind;
    }
    report.sections.push_back({.lists_rows = true});
    if (!report.figures.empty()) return;
    report.figures = {{MeasureKind::count}};
    add_sums(report.figures, report.totals);
}
} // namespace engine
