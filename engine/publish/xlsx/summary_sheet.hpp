#pragma once
// The sheet of a workbook that says what its rows come to, and where they are from.
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/xlsx/number_formats.hpp"
#include <string>
#include <vector>

namespace engine
{
struct AddedUp {
    std::string title;
    std::string formula;   // over the cells of the data sheets; never of their text
    std::string canonical; // what it comes to
    bool is_money = false;
};

class SummarySheet
{
public:
    SummarySheet(Workbook& book, const ReportText& text, const std::vector<OutputColumn>& columns,
                 const Setting& setting, NumberFormats& formats);
    void write(std::int64_t rows, const std::vector<AddedUp>& totals);

private:
    void head(std::int64_t rows);
    void key_figures();
    void section(const SectionFigures& section);
    void added_up(const std::vector<AddedUp>& totals);
    void origin();
    void heading(const std::string& text);
    void titles(const std::vector<std::string>& titles);
    void text(std::size_t column, std::string_view text, lxw_format* format = nullptr);
    void figure(std::size_t column, const Figure& figure, FigureUnit unit);

    const ReportText& text_;
    const std::vector<OutputColumn>& columns_;
    const Setting& setting_;
    NumberFormats& formats_;
    lxw_worksheet* sheet_;
    lxw_format *title_, *heading_, *column_title_, *bold_, *wrapped_;
    std::uint32_t row_ = 0;
    std::string room_;
};
} // namespace engine
