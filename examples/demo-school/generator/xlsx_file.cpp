#include "examples/demo-school/generator/file.hpp"
#include <ctime>
#include <map>
#include <stdexcept>
#include <xlsxwriter.h>

namespace demo_school
{
Cell Cell::number(double value, std::string_view format)
{
    Cell cell(format);
    cell.kind = Kind::number;
    cell.value = value;
    return cell;
}

Cell Cell::date(Day day, std::string_view format)
{
    Cell cell(format);
    cell.kind = Kind::date;
    cell.day = day;
    return cell;
}

namespace
{
class Workbook
{
public:
    Workbook(const std::filesystem::path& path, bool inline_strings)
    {
        lxw_workbook_options options{};
        options.constant_memory = inline_strings;
        book_ = workbook_new_opt(path.c_str(), &options);
        if (!book_) throw std::runtime_error("cannot write " + path.string());
        // A fixed time of creation, so that the same rows give the same bytes.
        lxw_doc_properties properties{};
        std::string author = "Northfield Demo School";
        properties.author = author.data();
        properties.created = 1'793'000'000;
        workbook_set_properties(book_, &properties);
        title_ = workbook_add_format(book_);
        format_set_bold(title_);
        format_set_font_size(title_, 14);
    }
    void close()
    {
        if (auto error = workbook_close(book_)) throw std::runtime_error(lxw_strerror(error));
    }
    lxw_worksheet* sheet(std::string_view name) { return workbook_add_worksheet(book_, std::string(name).c_str()); }
    lxw_format* title() { return title_; }
    lxw_format* shown_as(const std::string& number_format)
    {
        lxw_format*& format = formats_[number_format];
        if (!format) {
            format = workbook_add_format(book_);
            format_set_num_format(format, number_format.c_str());
        }
        return format;
    }

private:
    lxw_workbook* book_ = nullptr;
    lxw_format* title_ = nullptr;
    std::map<std::string, lxw_format*> formats_;
};

void write_cell(Workbook& book, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell)
{
    switch (cell.kind) {
    case Cell::Kind::text:
        if (!cell.text.empty()) worksheet_write_string(sheet, row, column, cell.text.c_str(), nullptr);
        break;
    case Cell::Kind::number:
        worksheet_write_number(sheet, row, column, cell.value, book.shown_as(cell.text));
        break;
    case Cell::Kind::date:
        lxw_datetime day{int(cell.day.year()), int(unsigned(cell.day.month())), int(unsigned(cell.day.day())), 0, 0, 0};
        worksheet_write_datetime(sheet, row, column, &day, book.shown_as(cell.text));
        break;
    }
}
} // namespace

void write_xlsx(const std::filesystem::path& path, const DemoFile& file, const WorkbookStyle& style)
{
    Workbook book(path, style.inline_strings);
    lxw_worksheet* sheet = book.sheet(style.sheet);
    for (std::size_t i = 0; i < style.widths.size(); ++i) {
        auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet, column, column, style.widths[i], nullptr);
    }
    auto last_column = static_cast<lxw_col_t>(style.widths.size() - 1);
    worksheet_merge_range(sheet, 0, 0, 0, last_column, file.rows.front().cells.front().text.c_str(), book.title());
    for (std::size_t row = 1; row < file.rows.size(); ++row)
        for (std::size_t i = 0; i < file.rows[row].cells.size(); ++i)
            write_cell(book, sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(i), file.rows[row].cells[i]);

    lxw_worksheet* hidden = book.sheet(style.hidden_sheet);
    worksheet_write_string(hidden, 0, 0, "For the office only", nullptr);
    worksheet_write_string(hidden, 1, 0, "Student ID", nullptr);
    worksheet_write_number(hidden, 2, 0, 999999999, nullptr);
    worksheet_hide(hidden);
    book.close();
}
} // namespace demo_school
