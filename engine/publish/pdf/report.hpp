#pragma once
// The pages of a report beside its rows: the first page, the sections, and where it all comes from.
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/pdf/document.hpp"
#include "engine/publish/setting.hpp"
#include <string>
#include <vector>

namespace engine::pdf
{
// What is known of the rows at the end, all of them.
struct TableFacts {
    std::int64_t rows = 0, shown = 0;
    std::string content_hash; // SHA-256 over all cells
};

class Report
{
public:
    Report(Document& document, const ReportText& text, const std::vector<OutputColumn>& columns, const Setting& setting)
        : document_(document), text_(text), columns_(columns), setting_(setting)
    {
    }

    void first_page(const TableFacts& facts);
    void heading(const std::string& title, double space_below);
    void section(const SectionFigures& section);
    void origin(const TableFacts& facts);

private:
    void band();
    Point plate_size() const; // without a logo: nothing
    void draw_logo(const Point& plate, double band);
    void facts_line(const TableFacts& facts);
    void key_figures();
    double tile_height(const KeyFigure& figure, double width);
    void draw_tile(const KeyFigure& figure, double x, double width);
    void note(const std::string& note);
    void quiet_line(const std::string& text);
    void chart(const SectionFigures& section);
    void table(const SectionFigures& section);

    Document& document_;
    const ReportText& text_;
    const std::vector<OutputColumn>& columns_;
    const Setting& setting_;
};

} // namespace engine::pdf
