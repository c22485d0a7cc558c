#pragma once
// A table on its way down the pages: head, rows, and the head again on every further page.
#include "engine/publish/pdf/document.hpp"
#include <span>
#include <vector>

namespace engine::pdf
{
inline constexpr double cell_padding = 5.5; // left and right, in points

struct TableColumn {
    const Paragraph* title = nullptr; // null: the table has no head
    double width = 0;                 // points, padding included
    bool align_right = false;
    bool names_row = false; // its cells say what the row is (TH with row scope)
};

struct RowLook {
    bool striped = false;
    bool total = false;
};

class Table
{
public:
    Table(Document& document, Element& parent, std::vector<TableColumn> columns, double size);

    void row(std::span<const Paragraph* const> cells, RowLook look);
    void finish();
    double row_height() const;                      // of a row of one line
    bool cut_titles() const { return cut_titles_; } // one of them would fill the page

private:
    struct Fragment { // the lines of a row that stand on one page
        std::size_t first_line = 0, lines = 0;
    };

    // Breaks the cells of a row once, however many pages they go over; returns the lines of the longest.
    std::size_t break_cells(std::span<const Paragraph* const> cells);
    double inner_width(const TableColumn& column) const; // thousandths of an em
    double height_of(std::size_t lines) const;
    void head(bool is_first);
    void fresh_page();
    void draw(std::span<const Paragraph* const> cells, std::span<Element> elements, Fragment fragment, RowLook look);
    void draw_cell(const Paragraph& paragraph, std::size_t column, double x, Fragment fragment, const Style& style);

    Document& document_;
    std::vector<TableColumn> columns_;
    Element element_;
    Style body_, title_;
    std::vector<Element> cells_;            // of the row being drawn
    std::vector<std::vector<Line>> broken_; // its cells that have more than one line; else empty
    std::vector<const Paragraph*> titles_;
    std::vector<std::vector<Line>> broken_titles_;
    std::size_t title_lines_ = 0;
    double width_ = 0;
    bool cut_titles_ = false;
};
} // namespace engine::pdf
