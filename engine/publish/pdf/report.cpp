#include "engine/publish/pdf/report.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::pdf
{
namespace
{
constexpr Style title{.size = 19, .color = white, .bold = true}, section{.size = 11.5, .color = ink, .bold = true},
    plain{.size = 9, .color = ink}, quiet{.size = 9, .color = muted};
constexpr double band_padding = 20;
// A logo stands on a white plate at the end of the band.
constexpr double logo_width = 120, logo_height = 44, plate_padding = 6, plate_gap = 14;
constexpr double note_bar = 3, note_padding = 9;

double height_of(Typesetter& type, std::string_view text, const Style& style, double width)
{
    if (text.empty()) return 0;
    return static_cast<double>(type.count_lines(type.paragraph(text, style.bold), width * 1000 / style.size)) *
           style.leading();
}
} // namespace

// A band across the first page, then what the reader should know at once.
void Report::head(const TableFacts& facts)
{
    auto& type = document_.type();
    const auto& palette = document_.palette();
    const Style school{.size = 9.5, .color = palette.pale, .bold = true}, subtitle{.size = 10.5, .color = palette.pale};
    auto plate = plate_size();
    double x = document_.left(), gap = 3;
    double width = document_.width() - (plate.x > 0 ? plate.x + plate_gap : 0);
    double height = band_padding + height_of(type, text_.school, school, width) + gap +
                    height_of(type, text_.title, title, width) + height_of(type, text_.subtitle, subtitle, width) +
                    band_padding - 2;
    height = std::max(height, plate.y + 24);
    document_.canvas().fill(palette.accent, 0, 0, document_.paper().width(), height);
    document_.canvas().fill(palette.deep, 0, height, document_.paper().width(), 2);
    if (plate.x > 0) draw_logo(plate, height);
    document_.skip(band_padding - document_.y());
    auto say = [&](std::string_view tag, const std::string& text, const Style& style) {
        if (!text.empty()) document_.text(tag, document_.root(), text, style, x, width);
    };
    say("P", text_.school, school);
    document_.skip(gap);
    say("H1", text_.title, title);
    say("P", text_.subtitle, subtitle);
    document_.skip(height + 2 + 12 - document_.y());

    std::string count = with_thousands(facts.rows) + (facts.rows == 1 ? " row" : " rows");
    if (facts.shown < facts.rows)
        note(fmt::format(
            "This report shows the first {} of {}. The data files have them all; totals and counts below are "
            "over all rows.",
            with_thousands(facts.shown), count));
    else if (facts.rows == 0)
        document_.text("P", document_.root(), "This report has no rows.", quiet, x, width);
    else
        document_.text("P", document_.root(), count, quiet, x, width);
    document_.skip(4);
    for (const auto& text : text_.notes) note(text);
    document_.skip(6);
}

Point Report::plate_size() const
{
    if (!text_.logo) return {};
    double scale = std::min(logo_width / text_.logo->width, logo_height / text_.logo->height);
    return {text_.logo->width * scale + 2 * plate_padding, text_.logo->height * scale + 2 * plate_padding};
}

void Report::draw_logo(const Point& plate, double band)
{
    document_.add_logo(*text_.logo);
    double x = document_.left() + document_.width() - plate.x, y = (band - plate.y) / 2;
    document_.canvas().fill(white, x, y, plate.x, plate.y);
    document_.canvas().picture(logo_name, x + plate_padding, y + plate_padding, plate.x - 2 * plate_padding,
                               plate.y - 2 * plate_padding);
}

void Report::note(const std::string& text)
{
    double x = document_.left() + note_bar + note_padding, width = document_.width() - note_bar - 2 * note_padding;
    double height = height_of(document_.type(), text, plain, width) + 8;
    document_.need(height);
    document_.canvas().fill(document_.palette().head, document_.left(), document_.y(), document_.width(), height);
    document_.canvas().fill(document_.palette().accent, document_.left(), document_.y(), note_bar, height);
    document_.skip(4);
    document_.text("P", document_.root(), text, plain, x, width);
    document_.skip(4 + 5);
}

void Report::heading(const std::string& text, double space_below)
{
    document_.need(section.leading() + space_below);
    document_.text("H2", document_.root(), text, section, document_.left(), document_.width());
    document_.skip(4);
}

void Report::groups(const TableFacts& facts)
{
    auto& type = document_.type();
    for (const auto& counted : facts.groups) {
        heading("Rows by " + counted.title, 80);
        if (!is_told(counted)) continue;
        std::vector<std::vector<const Paragraph*>> rows;
        std::vector<const Paragraph*> titles{&type.paragraph(counted.title, true), &type.paragraph("Rows", true),
                                             &type.paragraph("Share", true)};
        std::vector<ColumnNeed> needs(3);
        auto see = [&](const std::vector<const Paragraph*>& cells) {
            for (std::size_t column = 0; column < 3; ++column) {
                needs[column].natural = std::max(needs[column].natural, cells[column]->natural);
                needs[column].longest = std::max(needs[column].longest, cells[column]->longest);
            }
        };
        see(titles);
        std::int64_t most = 0;
        for (const auto& group : counted.groups) {
            auto share =
                100.0 * static_cast<double>(group.rows) / static_cast<double>(std::max<std::int64_t>(1, facts.rows));
            rows.push_back({&type.paragraph(group.value.empty() ? "(blank)" : group.value, false),
                            &type.paragraph(with_thousands(group.rows), false),
                            &type.paragraph(fmt::format("{:.1f} %", share), false)});
            see(rows.back());
            if (!group.is_rest) most = std::max(most, group.rows);
        }
        constexpr std::size_t columns[] = {0, 1, 2};
        auto widths = fit_columns(needs, columns, plain.size, std::min(document_.width(), 300.0));
        Table table(document_, document_.root(),
                    {{titles[0], widths[0].width, false, true},
                     {titles[1], widths[1].width, true},
                     {titles[2], widths[2].width, true}},
                    plain.size);
        double bars = document_.left() + widths[0].width + widths[1].width + widths[2].width + 12;
        double longest = document_.left() + document_.width() - bars;
        for (std::size_t at = 0; at < rows.size(); ++at) {
            table.row(rows[at], {});
            if (counted.groups[at].is_rest) continue;
            auto share =
                static_cast<double>(counted.groups[at].rows) / static_cast<double>(std::max<std::int64_t>(1, most));
            document_.canvas().fill(document_.palette().bar, bars, document_.y() - table.row_height() + 4,
                                    longest * share, table.row_height() - 8);
        }
        table.finish();
        document_.skip(14);
    }
}

// What cannot be shown is said.
bool Report::is_told(const Counted& counted)
{
    if (!counted.groups.empty()) return true;
    document_.text("P", document_.root(), "Not shown, as the numbers are too small or the values too many.", quiet,
                   document_.left(), document_.width());
    document_.skip(14);
    return false;
}

void Report::charts(const TableFacts& facts)
{
    for (const auto& chart : facts.charts) {
        heading((chart.kind == ChartKind::bar ? "Chart: rows by " : "Chart: rows over ") + chart.counted.title,
                chart_height(chart.kind, chart.counted));
        if (is_told(chart.counted)) draw_chart(document_, chart.kind, chart.counted);
    }
}

void Report::origin(const TableFacts& facts)
{
    auto& type = document_.type();
    auto lines = text_.provenance;
    bool counted = std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.first == "Rows"; });
    if (!counted) lines.emplace_back("Rows", with_thousands(facts.rows));
    lines.emplace_back("Content SHA-256", facts.content_hash);
    document_.skip(14);
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
