#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/xlsx/summary_sheet.hpp"
#include "engine/summary/exact_sum.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <stdexcept>
#include <string>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
constexpr std::int64_t unix_epoch = 25'569; // 1970-01-01 as Excel counts days
constexpr std::int64_t first_sure_day = 61; // 1900-03-01: before it Excel's calendar has a day that never was

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
        : book_(sink), columns_(std::move(columns)), report_(std::move(text)),
          setting_(report_.language, report_.currency), numbers_(book_, setting_), widths_(columns_.size())
    {
        if (columns_.size() > sheet_columns)
            throw std::runtime_error("An Excel sheet holds 16,384 columns and this table has " +
                                     std::to_string(columns_.size()) + ". Leave XLSX out of the feed's formats.");
        book_.set_title(report_.title, report_.school);
        header_ = book_.header_format();
        for (const auto& column : columns_) {
            auto is_in = [&](const auto& names) { return std::ranges::find(names, column.name) != names.end(); };
            bool is_number = column.type == CellType::integer || column.type == CellType::number;
            formats_.push_back(format_of(column.type));
            looks_.push_back(is_number && is_in(report_.money)        ? Look::money
                             : is_number && is_in(report_.quantities) ? Look::quantity
                                                                      : Look::plain);
            if (is_number && is_in(report_.totals)) sums_.emplace(formats_.size() - 1, ExactSum{});
        }
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
        for (auto& [column, sum] : sums_) sum.add(cells[column]);
        ++row_;
        ++rows_;
    }

    void finish() override
    {
        end_sheet();
        SummarySheet(book_, report_, columns_, setting_, numbers_).write(rows_, totals());
        book_.finish();
    }

private:
    lxw_format* format_of(CellType type)
    {
        auto* format = book_.add_format();
        if (type == CellType::text) format_set_num_format_index(format, 0x31); // "@": text
        if (type == CellType::date) return numbers_.day();
        if (type == CellType::datetime) format_set_num_format(format, "d mmm yyyy hh:mm:ss");
        if (type == CellType::time) format_set_num_format(format, "hh:mm:ss");
        return format;
    }

    lxw_format* number_format(std::size_t column, std::string_view text)
    {
        if (looks_[column] == Look::money) return numbers_.money(text);
        return looks_[column] == Look::quantity ? numbers_.quantity(text) : formats_[column];
    }

    // The cells of a column on every sheet, as an argument of SUM.
    std::string cells_of(std::size_t column) const
    {
        char cells[LXW_MAX_CELL_RANGE_LENGTH];
        std::string all;
        for (int sheet = 1; sheet <= sheets_; ++sheet) {
            auto last = sheet < sheets_ ? sheet_rows - 1 : std::max<std::uint32_t>(row_, 2) - 1;
            auto at = static_cast<lxw_col_t>(column);
            lxw_rowcol_to_range(cells, 1, at, last, at);
            all += (all.empty() ? "" : ",") + (sheet == 1 ? std::string("Data") : fmt::format("'Data {}'", sheet)) +
                   "!" + cells;
        }
        return all;
    }

    std::vector<AddedUp> totals() const
    {
        bool too_few = rows_ < report_.suppress_below.value_or(0);
        std::vector<AddedUp> out;
        for (const auto& [column, sum] : sums_) {
            if (too_few)
                out.push_back({columns_[column].title, "", "not shown"});
            else
                out.push_back({columns_[column].title, "=SUM(" + cells_of(column) + ")", sum.text(),
                               looks_[column] == Look::money});
        }
        return out;
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
                worksheet_write_number(sheet_, row_, at, *value, number_format(column, text));
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

    Workbook book_;
    std::vector<OutputColumn> columns_;
    ReportText report_;
    Setting setting_;
    NumberFormats numbers_;
    enum class Look { plain, quantity, money };
    std::vector<Look> looks_;
    std::map<std::size_t, ExactSum> sums_; // by column
    std::vector<ColumnWidth> widths_;
    std::vector<lxw_format*> formats_;
    lxw_format* header_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    std::uint32_t row_ = 0;
    std::int64_t rows_ = 0;
    int sheets_ = 0;
    std::string room_, guarded_;
};
} // namespace

std::unique_ptr<TableWriter> xlsx_writer(ByteSink& sink, std::vector<OutputColumn> columns, ReportText text)
{
    return std::make_unique<XlsxWriter>(sink, std::move(columns), std::move(text));
}
} // namespace engine
