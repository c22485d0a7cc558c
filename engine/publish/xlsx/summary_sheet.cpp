#include "engine/publish/xlsx/summary_sheet.hpp"
#include "engine/publish/figures/words.hpp"
#include "engine/text/numbers.hpp"
#include <xlsxwriter.h>

namespace engine
{
namespace
{
constexpr double label_width = 34, figure_width = 16;
constexpr std::size_t figure_columns = 9;
constexpr int large = 15, medium = 12;
} // namespace

SummarySheet::SummarySheet(Workbook& book, const ReportText& text, const std::vector<OutputColumn>& columns,
                           const Setting& setting, NumberFormats& formats)
    : text_(text), columns_(columns), setting_(setting), formats_(formats), sheet_(book.add_sheet("Summary"))
{
    title_ = book.add_format();
    format_set_bold(title_);
    format_set_font_size(title_, large);
    heading_ = book.add_format();
    format_set_bold(heading_);
    format_set_font_size(heading_, medium);
    column_title_ = book.header_format();
    bold_ = book.add_format();
    format_set_bold(bold_);
    wrapped_ = book.add_format();
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
}

void SummarySheet::write(std::int64_t rows, const std::vector<AddedUp>& totals)
{
    head(rows);
    if (text_.figures && rows > 0) {
        key_figures();
        added_up(totals);
        for (const auto& one : text_.figures->sections)
            if (!one.lists_rows) section(one);
    } else {
        added_up(totals);
    }
    origin();
    worksheet_set_column(sheet_, 0, 0, label_width, nullptr);
    worksheet_set_column(sheet_, 1, figure_columns, figure_width, nullptr);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_paper(sheet_, 9); // A4
}

void SummarySheet::text(std::size_t column, std::string_view text, lxw_format* format)
{
    if (!text.empty()) write_text(sheet_, row_, column, text, format, room_);
}

void SummarySheet::heading(const std::string& words)
{
    ++row_;
    text(0, words, heading_);
    ++row_;
}

void SummarySheet::titles(const std::vector<std::string>& titles)
{
    for (std::size_t column = 0; column < titles.size(); ++column) text(column, titles[column], column_title_);
    ++row_;
}

void SummarySheet::figure(std::size_t column, const Figure& figure, FigureUnit unit)
{
    if (figure.hidden) return text(column, hidden_mark);
    if (figure.number.empty()) return;
    auto value = exact_number(figure.number);
    if (!value) return text(column, shown(figure, unit, setting_));
    auto* format = unit == FigureUnit::percent ? formats_.percent()
                   : unit == FigureUnit::money ? formats_.money(figure.number)
                                               : formats_.quantity(figure.number);
    worksheet_write_number(sheet_, row_, static_cast<lxw_col_t>(column),
                           unit == FigureUnit::percent ? *value / 100 : *value, format);
}

void SummarySheet::head(std::int64_t rows)
{
    text(0, text_.title, title_);
    ++row_;
    for (const auto& line : {text_.school, text_.subtitle})
        if (!line.empty()) text(0, line), ++row_;
    auto facts = with_thousands(rows) + (rows == 1 ? " row" : " rows");
    for (const auto& fact : text_.facts) facts += ", " + fact;
    text(0, facts);
    ++row_;
    for (const auto& note : text_.notes) text(0, note), ++row_;
}

void SummarySheet::key_figures()
{
    if (text_.figures->figures.empty()) return;
    heading("Key figures");
    titles({"Figure", "Now", "Before", "Change"});
    for (const auto& one : text_.figures->figures) {
        text(0, one.head.title);
        figure(1, one.now, one.head.unit);
        figure(2, one.before, one.head.unit);
        text(3, change_of(one, text_.compared_with, setting_));
        ++row_;
    }
}

void SummarySheet::added_up(const std::vector<AddedUp>& totals)
{
    if (totals.empty()) return;
    heading("Totals of the rows on the sheet Data");
    titles({"Column", "Total"});
    for (const auto& total : totals) {
        text(0, total.title);
        if (auto value = exact_number(total.canonical); value && !total.formula.empty())
            worksheet_write_formula_num(
                sheet_, row_, 1, total.formula.c_str(),
                total.is_money ? formats_.money(total.canonical) : formats_.quantity(total.canonical), *value);
        else
            text(1, total.canonical);
        ++row_;
    }
}

void SummarySheet::section(const SectionFigures& section)
{
    heading(title_of(section));
    if (auto result = result_of(section, columns_, setting_); !result.empty()) text(0, result), ++row_;
    if (section.groups.empty()) return;
    std::vector<std::string> heads;
    for (const auto& by : section.by) heads.push_back(by.title);
    for (const auto& head : section.heads) heads.push_back(head.title);
    titles(heads);
    auto width = section.by.size();
    for (const auto& group : section.groups) {
        for (std::size_t by = 0; by < width; ++by) text(by, name_of(section, group, by, columns_, setting_));
        for (std::size_t at = 0; at < group.figures.size(); ++at)
            figure(width + at, group.figures[at], section.heads[at].unit);
        ++row_;
    }
    if (section.groups.size() < 2) return;
    text(0, "All", bold_);
    for (std::size_t at = 0; at < section.whole.size(); ++at)
        figure(width + at, section.whole[at], section.heads[at].unit);
    ++row_;
}

void SummarySheet::origin()
{
    heading("Where this report comes from");
    for (const auto& [label, value] : text_.provenance) {
        text(0, label, bold_);
        text(1, value);
        ++row_;
    }
}
} // namespace engine
