#include "engine/publish/pdf/report.hpp"
#include "engine/publish/figures/words.hpp"
#include "engine/publish/pdf/chart.hpp"
#include "engine/publish/pdf/column_plan.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <numeric>

namespace engine::pdf
{
namespace
{
constexpr Style title{.size = 11.5, .color = ink, .bold = true}, plain{.size = 9, .color = ink};
constexpr double fewest_rows = 80, least_bars = 70, bars_gap = 12; // points

double value_of(const Figure& figure) { return parse_number(figure.number).value_or(0); }
} // namespace

void Report::heading(const std::string& text, double space_below)
{
    document_.need(title.leading() + space_below);
    document_.text("H2", document_.root(), text, title, document_.left(), document_.width());
    document_.skip(2);
}

void Report::section(const SectionFigures& section)
{
    bool is_line = section.chart == ChartKind::line && !section.groups.empty();
    heading(title_of(section), is_line ? chart_height + 2 * plain.leading() : fewest_rows);
    quiet_line(result_of(section, columns_, setting_));
    document_.skip(4);
    if (is_line) chart(section);
    if (!section.groups.empty() && (!is_line || section.heads.size() > 1)) table(section);
    document_.skip(14);
}

void Report::chart(const SectionFigures& section)
{
    std::vector<ChartPoint> points;
    for (const auto& group : section.groups) {
        if (group.is_rest || group.figures[0].number.empty()) continue;
        std::string name;
        for (std::size_t by = 0; by < section.by.size(); ++by)
            name += (by == 0 ? "" : ", ") + name_of(section, group, by, columns_, setting_);
        points.push_back({name, shown(group.figures[0], section.heads[0].unit, setting_), value_of(group.figures[0])});
    }
    if (points.empty()) return;
    std::string about = section.heads[0].title + " by " + section.by[0].title;
    draw_line_chart(document_, about, points);
}

// With bars beside it for the first figure, where there is room.
void Report::table(const SectionFigures& section)
{
    auto& type = document_.type();
    std::vector<const Paragraph*> titles;
    for (const auto& by : section.by) titles.push_back(&type.paragraph(by.title, true));
    for (const auto& head : section.heads) {
        bool says_currency = head.unit == FigureUnit::money && !setting_.currency_sign().empty();
        titles.push_back(
            &type.paragraph(says_currency ? head.title + " (" + setting_.currency_sign() + ")" : head.title, true));
    }
    std::vector<ColumnNeed> needs(titles.size());
    auto see = [&](const std::vector<const Paragraph*>& cells) {
        for (std::size_t column = 0; column < cells.size(); ++column) {
            needs[column].natural = std::max(needs[column].natural, cells[column]->natural);
            needs[column].longest = std::max(needs[column].longest, cells[column]->longest);
        }
    };
    auto figure = [&](const Figure& of, std::size_t measure) {
        bool is_money = section.heads[measure].unit == FigureUnit::money; // the head has the sign
        return is_money && !of.number.empty() ? setting_.amount(of.number)
                                              : shown(of, section.heads[measure].unit, setting_);
    };
    see(titles);
    std::vector<std::vector<const Paragraph*>> rows;
    double most = 0;
    bool has_negative = false;
    for (const auto& group : section.groups) {
        auto& row = rows.emplace_back();
        for (std::size_t by = 0; by < section.by.size(); ++by)
            row.push_back(&type.paragraph(name_of(section, group, by, columns_, setting_), false));
        for (std::size_t at = 0; at < group.figures.size(); ++at)
            row.push_back(&type.paragraph(figure(group.figures[at], at), false));
        see(row);
        has_negative = has_negative || value_of(group.figures[0]) < 0;
        if (!group.is_rest) most = std::max(most, value_of(group.figures[0]));
    }
    std::vector<const Paragraph*> whole{&type.paragraph("All", true)};
    whole.resize(section.by.size(), &type.paragraph("", true));
    for (std::size_t at = 0; at < section.whole.size(); ++at)
        whole.push_back(&type.paragraph(figure(section.whole[at], at), true));
    see(whole);

    std::vector<std::size_t> all(needs.size());
    std::iota(all.begin(), all.end(), 0);
    double natural = 0;
    for (const auto& need : needs) natural += std::max(need.natural * plain.size / 1000, 30.0) + 2 * cell_padding;
    double room = document_.width() - least_bars - bars_gap;
    double wanted = std::min(std::max(natural, 300.0), natural <= room ? room : document_.width());
    auto widths = fit_columns(needs, all, plain.size, wanted);
    std::vector<TableColumn> columns;
    double right = document_.left();
    for (std::size_t at = 0; at < needs.size(); ++at) {
        bool names_row = at < section.by.size();
        columns.push_back({titles[at], widths[at].width, !names_row, names_row && at == 0});
        right += widths[at].width;
    }
    double longest = document_.left() + document_.width() - right - bars_gap;
    bool draws_bars = most > 0 && !has_negative && longest >= least_bars && section.chart != ChartKind::line;

    Table table(document_, document_.root(), std::move(columns), plain.size);
    for (std::size_t at = 0; at < rows.size(); ++at) {
        table.row(rows[at], {});
        const auto& group = section.groups[at];
        if (!draws_bars || group.is_rest) continue;
        document_.canvas().fill(section.chart ? document_.palette().accent : document_.palette().bar, right + bars_gap,
                                document_.y() - table.row_height() + 4, longest * value_of(group.figures[0]) / most,
                                table.row_height() - 8);
    }
    if (section.groups.size() > 1) table.row(whole, {.total = true});
    table.finish();
}

void Report::origin(const TableFacts& facts)
{
    auto& type = document_.type();
    auto lines = text_.provenance;
    bool counted = std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.first == "Rows"; });
    if (!counted) lines.emplace_back("Rows", with_thousands(facts.rows));
    lines.emplace_back("Content SHA-256", facts.content_hash);
    document_.skip(10);
    double label = 0;
    for (const auto& [name, value] : lines) label = std::max(label, type.paragraph(name, false).natural);
    label = std::min(label * 8 / 1000 + 2 * cell_padding + 6, 160.0);
    heading("Where this report comes from", std::min(200.0, 17.0 * static_cast<double>(lines.size())));
    Table table(document_, document_.root(),
                {{nullptr, label, false, true}, {nullptr, document_.width() - label, false, false}}, 8);
    for (const auto& [name, value] : lines) {
        const Paragraph* cells[] = {&type.paragraph(name, false), &type.paragraph(value, false)};
        table.row(cells, {});
    }
    table.finish();
}
} // namespace engine::pdf
