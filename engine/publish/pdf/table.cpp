#include "engine/publish/pdf/table.hpp"
#include <algorithm>
#include <cmath>

namespace engine::pdf
{
namespace
{
constexpr double above = 2.4, below = 2.4; // points inside a cell
constexpr std::string_view column_scope = "/A<</O/Table/Scope/Column>>", row_scope = "/A<</O/Table/Scope/Row>>";
constexpr std::size_t fewest_lines = 3; // of a long row that are worth starting at the foot of a page
constexpr double most_head = 0.4;       // of a page's height; the head comes again on each
} // namespace

Table::Table(Document& document, Element& parent, std::vector<TableColumn> columns, double size)
    : document_(document), columns_(std::move(columns)), element_(document.tags().open("Table", parent)),
      body_{.size = size}, title_{.size = size, .color = document.palette().deep, .bold = true}
{
    auto most_lines = static_cast<std::size_t>((document_.page_room() * most_head - above - below) / title_.leading());
    for (auto& column : columns_) {
        width_ += column.width;
        if (!column.title) continue;
        const auto& shown = document_.type().shortened(*column.title, inner_width(column), most_lines);
        cut_titles_ = cut_titles_ || &shown != column.title;
        titles_.push_back(column.title = &shown);
    }
    if (titles_.empty()) return;
    title_lines_ = break_cells(titles_);
    broken_titles_ = broken_;
    document_.need(height_of(title_lines_) + row_height());
    head(true);
}

void Table::row(std::span<const Paragraph* const> cells, RowLook look)
{
    auto lines = break_cells(cells);
    if (document_.room() < height_of(lines) && height_of(lines) <= document_.page_room() - height_of(title_lines_))
        fresh_page();

    auto row = document_.tags().open("TR", element_);
    cells_.clear();
    for (const auto& column : columns_)
        cells_.push_back(column.names_row ? document_.tags().open("TH", row, row_scope)
                                          : document_.tags().open("TD", row));
    for (std::size_t drawn = 0; drawn < lines;) {
        auto fits = static_cast<std::size_t>(std::max(0.0, (document_.room() - above - below) / body_.leading()));
        if (fits < std::min(fewest_lines, lines - drawn)) {
            fresh_page();
            continue;
        }
        auto now = std::min(fits, lines - drawn);
        draw(cells, cells_, {drawn, now}, look);
        drawn += now;
    }
    for (const auto& cell : cells_) document_.tags().close(cell);
    document_.tags().close(row);
}

void Table::finish() { document_.tags().close(element_); }

double Table::row_height() const { return height_of(1); }

double Table::height_of(std::size_t lines) const
{
    return lines == 0 ? 0 : static_cast<double>(lines) * body_.leading() + above + below;
}

double Table::inner_width(const TableColumn& column) const
{
    // A hair of tolerance, as widths were made to measure.
    return (column.width - 2 * cell_padding) * 1000 / body_.size + 0.5;
}

std::size_t Table::break_cells(std::span<const Paragraph* const> cells)
{
    std::size_t most = 1;
    broken_.resize(columns_.size());
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        const auto& cell = *cells[at];
        auto inner = inner_width(columns_[at]);
        broken_[at].clear();
        if (cell.one_line && cell.natural <= inner && !cell.has_right_to_left) continue;
        broken_[at] = document_.type().lines(cell, inner);
        most = std::max(most, broken_[at].size());
    }
    return most;
}

void Table::fresh_page()
{
    document_.start_page();
    if (!titles_.empty()) head(false);
}

// Said once to those who listen; on further pages it is an artifact.
void Table::head(bool is_first)
{
    auto& canvas = document_.canvas();
    double height = height_of(title_lines_), x = document_.left();
    canvas.fill(document_.palette().head, x, document_.y(), width_, height);
    canvas.fill(rule_strong, x, document_.y() + height - 0.8, width_, 0.8);
    std::swap(broken_, broken_titles_);
    std::optional<Element> row;
    if (is_first)
        row = document_.tags().open("TR", element_);
    else
        canvas.begin_artifact("");
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        std::optional<Element> cell;
        if (row) {
            cell = document_.tags().open("TH", *row, column_scope);
            canvas.begin("TH", document_.tags().mark(*cell));
        }
        draw_cell(*titles_[at], at, x, {0, title_lines_}, title_);
        if (cell) {
            canvas.end();
            document_.tags().close(*cell);
        }
        x += columns_[at].width;
    }
    if (row)
        document_.tags().close(*row);
    else
        canvas.end();
    std::swap(broken_, broken_titles_);
    document_.skip(height);
}

void Table::draw(std::span<const Paragraph* const> cells, std::span<Element> elements, Fragment fragment, RowLook look)
{
    auto& canvas = document_.canvas();
    double height = height_of(fragment.lines), x = document_.left(), y = document_.y();
    if (look.striped) canvas.fill(stripe, x, y, width_, height);
    if (look.total) canvas.fill(rule_strong, x, y, width_, 0.8);
    canvas.fill(rule_tint, x, y + height - 0.5, width_, 0.5);
    const Style& style = look.total ? title_ : body_;
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        if (!cells[at]->text.empty()) {
            canvas.begin(elements[at].type, document_.tags().mark(elements[at]));
            draw_cell(*cells[at], at, x, fragment, style);
            canvas.end();
        }
        x += columns_[at].width;
    }
    document_.skip(height);
}

void Table::draw_cell(const Paragraph& paragraph, std::size_t at, double x, Fragment fragment, const Style& style)
{
    auto& canvas = document_.canvas();
    const auto& column = columns_[at];
    double y = document_.y() + above + style.ascent();
    auto start = [&](double width, double baseline) {
        double indent = column.align_right ? column.width - cell_padding - width * style.size / 1000 : cell_padding;
        canvas.move_to(x + indent, baseline, style.size, style.color);
    };
    const auto& lines = broken_[at];
    if (lines.empty() && fragment.first_line == 0) {
        start(paragraph.natural, y);
        for (const auto& stretch : paragraph.stretches) canvas.show(*stretch.shaped);
    }
    auto end = std::min(lines.size(), fragment.first_line + fragment.lines);
    for (auto line = fragment.first_line; line < end; ++line, y += style.leading()) {
        start(lines[line].width, y);
        canvas.show(lines[line]);
    }
}
} // namespace engine::pdf
