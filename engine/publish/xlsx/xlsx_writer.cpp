#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <stdexcept>
#include <string>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
constexpr int exact_digits = 15;            // a double keeps so many; longer numbers stay text
constexpr std::int64_t unix_epoch = 25'569; // 1970-01-01 as Excel counts days
constexpr std::int64_t first_sure_day = 61; // 1900-03-01: before it Excel's calendar has a day that never was

std::optional<double> exact_number(std::string_view text)
{
    auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > exact_digits) return std::nullopt;
    return parse_number(text);
}

double day_share(const Time& time)
{
    return (time.hour * 3600 + time.minute * 60 + time.second + time.nanosecond / 1e9) / 86'400;
}

std::optional<double> serial(std::string_view text, CellType type)
{
    if (type == CellType::time) {
        auto time = read_time(text);
        return time ? std::optional(day_share(*time)) : std::nullopt;
    }
    auto reading = type == CellType::date ? read_date(text, DateOrder::ymd) : read_datetime(text, DateOrder::ymd);
    if (!reading || reading.value.offset) return std::nullopt;
    auto day = days_from(reading.value.date) + unix_epoch;
    if (day < first_sure_day) return std::nullopt;
    return static_cast<double>(day) + day_share(reading.value.time);
}

class XlsxWriter final : public TableWriter
{
public:
    XlsxWriter(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
        : book_(sink), columns_(std::move(columns)), report_(std::move(text)), widths_(columns_.size())
    {
        if (columns_.size() > sheet_columns)
            throw std::runtime_error("An Excel sheet holds 16,384 columns and this table has " +
                                     std::to_string(columns_.size()) + ". Leave XLSX out of the feed's formats.");
        book_.set_title(report_.title, report_.school);
        header_ = book_.header_format();
        for (const auto& column : columns_) formats_.push_back(format_of(column.type));
        start_sheet();
    }

    void row(std::span<const std::string_view> cells) override
    {
        if (row_ == sheet_rows) {
            end_sheet();
            start_sheet();
        }
        for (std::size_t column = 0; column < columns_.size(); ++column)
            if (!cells[column].empty()) cell(column, cells[column]);
        ++row_;
    }

    void finish() override
    {
        end_sheet();
        about();
        book_.finish();
    }

private:
    lxw_format* format_of(CellType type)
    {
        auto* format = book_.add_format();
        if (type == CellType::text) format_set_num_format_index(format, 0x31); // "@": text
        if (type == CellType::date) format_set_num_format(format, "yyyy-mm-dd");
        if (type == CellType::datetime) format_set_num_format(format, "yyyy-mm-dd hh:mm:ss");
        if (type == CellType::time) format_set_num_format(format, "hh:mm:ss");
        return format;
    }

    void cell(std::size_t column, std::string_view text)
    {
        widths_[column].see(text);
        auto at = static_cast<lxw_col_t>(column);
        switch (columns_[column].type) {
        case CellType::text:
            break;
        case CellType::integer:
        case CellType::number:
            if (auto value = exact_number(text)) {
                worksheet_write_number(sheet_, row_, at, *value, formats_[column]);
                return;
            }
            break;
        case CellType::date:
        case CellType::datetime:
        case CellType::time:
            if (auto value = serial(text, columns_[column].type)) {
                worksheet_write_number(sheet_, row_, at, *value, formats_[column]);
                return;
            }
            break;
        case CellType::boolean:
            if (text == "true" || text == "false") {
                worksheet_write_boolean(sheet_, row_, at, text == "true", formats_[column]);
                return;
            }
        }
        if (has_apostrophe(text)) // one of them is taken for a guard when the sheet is read
            write_text(sheet_, row_, column, guarded_.assign(1, '\'').append(text), formats_[column], room_);
        else
            write_text(sheet_, row_, column, text, formats_[column], room_);
    }

    void start_sheet()
    {
        sheet_ = book_.add_sheet(++sheets_ == 1 ? "Data" : "Data " + std::to_string(sheets_));
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            widths_[column].see(columns_[column].title);
            write_text(sheet_, 0, column, columns_[column].title, header_, room_);
        }
        worksheet_freeze_panes(sheet_, 1, 0);
        row_ = 1;
    }

    void end_sheet()
    {
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            auto at = static_cast<lxw_col_t>(column);
            worksheet_set_column(sheet_, at, at, widths_[column].characters(), nullptr);
        }
        if (!columns_.empty())
            worksheet_autofilter(sheet_, 0, 0, row_ - 1, static_cast<lxw_col_t>(columns_.size() - 1));
        worksheet_repeat_rows(sheet_, 0, 0);
        worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

    // A second sheet says what the first one is.
    void about()
    {
        auto* sheet = book_.add_sheet("About");
        auto* bold = book_.add_format();
        format_set_bold(bold);
        std::uint32_t line = 0;
        auto say = [&](std::string_view label, std::string_view text) {
            if (text.empty()) return;
            write_text(sheet, line, 0, label, bold, room_);
            write_text(sheet, line++, 1, text, nullptr, room_);
        };
        say("Title", report_.title);
        say("For", report_.subtitle);
        say("School", report_.school);
        for (const auto& [label, text] : report_.provenance) say(label, text);
        for (const auto& note : report_.notes) say("Note", note);
        worksheet_set_column(sheet, 0, 0, 24, nullptr);
        worksheet_set_column(sheet, 1, 1, 80, nullptr);
    }

    Workbook book_;
    std::vector<OutputColumn> columns_;
    ReportText report_;
    std::vector<ColumnWidth> widths_;
    std::vector<lxw_format*> formats_;
    lxw_format* header_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    std::uint32_t row_ = 0;
    int sheets_ = 0;
    std::string room_, guarded_;
};
} // namespace

std::unique_ptr<TableWriter> xlsx_writer(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
{
    return std::make_unique<XlsxWriter>(sink, std::move(columns), std::move(text));
}
} // namespace engine
