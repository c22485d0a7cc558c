#include "engine/publish/slip/slip.hpp"
#include "base/sha256.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
// Beyond this many, reasons stand in the last columns only: notes are drawings, and many of them make Excel slow.
constexpr std::size_t notes_limit = 2000;
constexpr std::size_t longest_list = 255; // characters that Excel takes of the values of a list
constexpr double reason_width = 70, line_height = 15, highest_row = 409; // characters, points
constexpr std::string_view steps[] = {
    "Correct the red cells on the sheet “Rows to correct”. Cells with a small arrow offer the values to pick from.",
    "Leave the last three columns as they are: they say which row of your file each one is.",
    "A row that you cannot correct can stay as it is; it goes on waiting until somebody decides.",
    "Save the workbook and send it back where you got it. Only these rows are needed, not the whole file.",
};

// In lines of the column of reasons.
std::size_t lines_of(std::string_view text)
{
    std::size_t lines = 0;
    while (!text.empty()) {
        auto end = std::min(text.find('\n'), text.size());
        lines += std::max<std::size_t>(1, (code_points(text.substr(0, end)) * 10 + 629) / 630); // words leave gaps
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::max<std::size_t>(1, lines);
}

// The values as a list in the sheet; nothing where Excel cannot hold it.
std::vector<char*> list_of(std::vector<std::string>& allowed)
{
    std::vector<char*> values;
    std::size_t characters = 0;
    for (auto& value : allowed) {
        characters += code_points(value) + 1;
        if (value.empty() || value.contains(',') || characters > longest_list) return {};
        values.push_back(value.data());
    }
    if (!values.empty()) values.push_back(nullptr);
    return values;
}

class XlsxSlip final : public SlipWriter
{
public:
    XlsxSlip(ByteSink& sink, std::vector<SlipColumn> columns) : book_(sink), columns_(std::move(columns))
    {
        if (columns_.size() > sheet_columns - 3) columns_.erase(columns_.begin() + (sheet_columns - 3), columns_.end());
        widths_.resize(columns_.size());
        text_ = book_.add_format();
        format_set_num_format_index(text_, 0x31); // "@": text
        format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
        wrong_ = book_.add_format();
        format_set_num_format_index(wrong_, 0x31);
        format_set_align(wrong_, LXW_ALIGN_VERTICAL_TOP);
        format_set_bg_color(wrong_, 0xFDE3E1);
        format_set_font_color(wrong_, 0x8A1C12);
        reason_ = book_.add_format();
        format_set_text_wrap(reason_);
        format_set_align(reason_, LXW_ALIGN_VERTICAL_TOP);
        quiet_ = book_.add_format();
        format_set_num_format_index(quiet_, 0x31);
        format_set_font_color(quiet_, 0x6B7280);
        format_set_align(quiet_, LXW_ALIGN_VERTICAL_TOP);
        header_ = book_.header_format();
        book_.set_title("Rows to correct", "");
    }

    void row(std::int64_t line, std::span<const std::string_view> cells, std::span<const Finding> findings) override
    {
        if (!sheet_ || row_ == sheet_rows) start_sheet();
        std::string all;
        for (const auto& finding : findings) all += (all.empty() ? "" : "\n") + sentence(finding);
        worksheet_set_row(sheet_, row_, std::min(static_cast<double>(lines_of(all)) * line_height, highest_row),
                          nullptr);
        std::size_t column = 0;
        for (; column < columns_.size(); ++column) {
            auto text = column < cells.size() ? cells[column] : std::string_view{};
            widths_[column].see(text);
            auto reasons = reasons_of(columns_[column], findings);
            auto* format = reasons.empty() ? text_ : wrong_;
            if (!text.empty() || !reasons.empty()) write_text(sheet_, row_, column, text, format, room_);
            if (!reasons.empty() && notes_++ < notes_limit) note(column, reasons);
        }
        write_text(sheet_, row_, column, std::to_string(line), quiet_, room_);
        write_text(sheet_, row_, column + 1, all, reason_, room_);
        write_text(sheet_, row_, column + 2, row_code(line, cells), quiet_, room_);
        ++row_;
    }

    void finish() override
    {
        if (!sheet_) start_sheet();
        end_sheet();
        instructions();
        book_.finish();
    }

private:
    void start_sheet()
    {
        if (sheet_) end_sheet();
        sheet_ = book_.add_sheet(++sheets_ == 1 ? "Rows to correct" : "Rows to correct " + std::to_string(sheets_));
        row_ = 0;
        std::size_t column = 0;
        for (; column < columns_.size(); ++column) {
            widths_[column].see(columns_[column].header);
            write_text(sheet_, 0, column, columns_[column].header, header_, room_);
        }
        for (const char* title : {"Row in your file", "What is wrong", "Row code"})
            write_text(sheet_, 0, column++, title, header_, room_);
        worksheet_freeze_panes(sheet_, 1, 0);
        row_ = 1;
    }

    void end_sheet()
    {
        auto set = [this](std::size_t column, double characters) {
            worksheet_set_column(sheet_, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column), characters,
                                 nullptr);
        };
        for (std::size_t column = 0; column < columns_.size(); ++column) set(column, widths_[column].characters());
        set(columns_.size(), 16);
        set(columns_.size() + 1, reason_width);
        set(columns_.size() + 2, 16);
        for (std::size_t column = 0; column < columns_.size(); ++column) offer(column);
        worksheet_set_landscape(sheet_);
        worksheet_repeat_rows(sheet_, 0, 0);
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

    // Other values are warned of and not barred: what is right is decided when the slip is back.
    void offer(std::size_t column)
    {
        auto values = list_of(columns_[column].allowed);
        if (values.empty() || row_ < 2) return;
        lxw_data_validation list{};
        list.validate = LXW_VALIDATION_TYPE_LIST;
        list.value_list = values.data();
        list.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        std::string title = "Not in the list", message = "The list of this column does not have that value.";
        list.error_title = title.data();
        list.error_message = message.data();
        auto at = static_cast<lxw_col_t>(column);
        worksheet_data_validation_range(sheet_, 1, at, row_ - 1, at, &list);
    }

    void instructions()
    {
        auto* sheet = book_.add_sheet("How to send it back");
        auto* bold = book_.add_format();
        format_set_bold(bold);
        write_text(sheet, 0, 0, "How to send these rows back", bold, room_);
        std::uint32_t row = 1;
        for (auto step : steps)
            write_text(sheet, row, 0, std::to_string(row) + ". " + std::string(step), reason_, room_), ++row;
        worksheet_set_column(sheet, 0, 0, 90, nullptr);
        worksheet_fit_to_pages(sheet, 1, 0);
    }

    static bool is_about(const Finding& finding, const SlipColumn& column)
    {
        return finding.column && (*finding.column == column.field || *finding.column == column.header);
    }

    // In the sender's words: the column as the sender calls it.
    std::string sentence(const Finding& finding) const
    {
        std::string text;
        auto own = std::find_if(columns_.begin(), columns_.end(),
                                [&](const auto& column) { return is_about(finding, column); });
        if (finding.column) text += (own == columns_.end() ? *finding.column : own->header) + ": ";
        text += finding.message;
        bool is_code = finding.rule == "check" || finding.rule == "pattern"; // SQL, a pattern
        if (!is_code && !finding.expected.empty() && !finding.message.contains(finding.expected))
            text += " Expected: " + finding.expected + ".";
        return text;
    }

    static std::string reasons_of(const SlipColumn& column, std::span<const Finding> findings)
    {
        std::string reasons;
        for (const auto& finding : findings)
            if (is_about(finding, column)) reasons += (reasons.empty() ? "" : "\n") + finding.message;
        return reasons;
    }

    void note(std::size_t column, const std::string& reasons)
    {
        lxw_comment_options options{};
        options.width = 260;
        worksheet_write_comment_opt(sheet_, row_, static_cast<lxw_col_t>(column), cell_text(reasons, room_).c_str(),
                                    &options);
    }

    Workbook book_;
    std::vector<SlipColumn> columns_;
    std::vector<ColumnWidth> widths_;
    lxw_format *text_, *wrong_, *reason_, *quiet_, *header_;
    lxw_worksheet* sheet_ = nullptr;
    std::uint32_t row_ = 0;
    std::size_t notes_ = 0;
    int sheets_ = 0;
    std::string room_;
};
} // namespace

std::unique_ptr<SlipWriter> slip_writer(ByteSink& sink, std::vector<SlipColumn> columns)
{
    return std::make_unique<XlsxSlip>(sink, std::move(columns));
}

std::string row_code(std::int64_t line, std::span<const std::string_view> cells)
{
    Sha256 digest;
    for (auto cell : cells) {
        digest.add(std::to_string(cell.size()) + ":"); // so that ("ab","c") and ("a","bc") differ
        digest.add(cell);
    }
    return std::to_string(line) + "-" + digest.hex().substr(0, 8);
}
} // namespace engine
