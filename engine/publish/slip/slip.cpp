#include "engine/publish/slip/slip.hpp"
#include "base/sha256.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include <algorithm>
#include <xlsxwriter.h>

namespace engine
{
namespace
{
// Beyond this many, reasons stand in the last columns only: notes are drawings, and many of them make Excel slow.
constexpr std::size_t notes_limit = 2000;

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
        std::string all;
        for (const auto& finding : findings) all += (all.empty() ? "" : "\n") + sentence(finding);
        write_text(sheet_, row_, column + 1, all, reason_, room_);
        write_text(sheet_, row_, column + 2, row_code(line, cells), quiet_, room_);
        ++row_;
    }

    void finish() override
    {
        if (!sheet_) start_sheet();
        end_sheet();
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
        set(columns_.size() + 1, 70);
        set(columns_.size() + 2, 16);
        worksheet_set_landscape(sheet_);
        worksheet_repeat_rows(sheet_, 0, 0);
        worksheet_fit_to_pages(sheet_, 1, 0);
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
        if (!finding.expected.empty() && !finding.message.contains(finding.expected))
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
