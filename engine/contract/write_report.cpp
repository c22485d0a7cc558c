#include "engine/contract/write_report.hpp"
#include "base/json.hpp"
#include "engine/contract/yaml_text.hpp"
#include "engine/text/numbers.hpp"
#include <fmt/format.h>

namespace engine
{
namespace
{
std::string measure_text(const Measure& measure)
{
    FlowMap out;
    out.text(json::enum_text(measure.kind), measure.what);
    if (!measure.of.empty()) out.text("of", measure.of);
    if (!measure.title.empty()) out.text("title", measure.title);
    return out.str();
}

std::string section_text(const Section& section)
{
    FlowMap out;
    if (section.lists_rows) out.raw("rows", "all");
    if (!section.title.empty()) out.text("title", section.title);
    if (section.by.size() == 1) out.text("by", section.by[0]);
    if (section.by.size() > 1) out.list("by", section.by);
    if (!section.bands.empty()) out.raw("bands", section.bands);
    std::string shown;
    for (const auto& measure : section.show) shown += (shown.empty() ? "" : ", ") + measure_text(measure);
    if (!shown.empty()) out.raw("show", "[" + shown + "]");
    if (section.top > 0) out.raw("top", std::to_string(section.top));
    if (section.bottom > 0) out.raw("bottom", std::to_string(section.bottom));
    if (section.chart) out.raw("chart", json::enum_text(*section.chart));
    if (!section.subtotals.empty()) out.text("subtotals", section.subtotals);
    return out.str();
}

std::string text_of(const ReportLayout& report, const std::string& usual_title)
{
    std::string out = "report:\n";
    auto line = [&](std::string_view key, const std::string& value) { out += fmt::format("  {}: {}\n", key, value); };
    if (!report.title.empty() && report.title != usual_title) line("title", yaml_text(report.title));
    if (!report.currency.empty()) line("currency", report.currency);
    if (!report.money.empty()) line("money", yaml_list(report.money));
    if (report.what_changed) line("what_changed", "true");
    if (!report.totals.empty()) line("totals", yaml_list(report.totals));
    if (!report.figures.empty()) out += "  figures:\n";
    for (const auto& figure : report.figures) out += fmt::format("    - {}\n", measure_text(figure));
    out += report.sections.empty() ? "  sections: []\n" : "  sections:\n";
    for (const auto& section : report.sections) out += fmt::format("    - {}\n", section_text(section));
    return out;
}
} // namespace

std::string write_report(const ReportLayout& report, const std::string& usual_title)
{
    ReportLayout usual;
    lay_out(usual, {}, {});
    auto text = text_of(report, usual_title);
    return text == text_of(usual, usual_title) ? "" : text;
}
} // namespace engine
