#pragma once
// The sheets of a document that holds them all in one stream. It is read once from end to end: the beginning of each
// sheet is kept, small sheets whole. What is behind the beginning of a large one is read again when it is asked for.
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/zip.hpp"
#include "engine/read/sheet_table.hpp"
#include <functional>
#include <memory>

namespace engine
{
inline constexpr std::size_t most_streamed_sheets = 256;

using OpenStream = std::function<std::unique_ptr<package::ZipStream>()>;

// A sheet with the rows that are kept of it.
struct KeptSheet {
    ListedSheet listed;
    std::vector<SheetRow> rows;
    Arena texts; // of the rows
    bool whole = true;
    std::uint64_t hidden_rows = 0;   // of a whole one
    std::vector<MergedRange> merged; // of the rows
    std::vector<std::size_t> hidden_columns;
};

// Throws Unreadable.
template <class Parser>
std::vector<std::shared_ptr<KeptSheet>> kept_sheets(const OpenStream& open, const std::string& file,
                                                    const ReadOptions& options)
{
    constexpr std::size_t room_of_sheet = 4U << 20, room_of_all = 64U << 20; // bytes
    std::vector<std::shared_ptr<KeptSheet>> sheets;
    std::size_t kept = 0;
    Parser parser(open(), file, options);
    for (ListedSheet listed; parser.next_sheet(listed);) {
        if (sheets.size() == most_streamed_sheets) throw package::too_many_entries(file, most_streamed_sheets);
        auto& sheet = *sheets.emplace_back(std::make_shared<KeptSheet>());
        std::size_t of_rows = 0, used = 0;
        for (SheetRow row; sheet.whole && parser.next_row(sheet.texts, row);) {
            of_rows += sizeof row + row.cells.size() * sizeof row.cells[0];
            used = of_rows + sheet.texts.bytes();
            sheet.whole = used <= room_of_sheet && kept + used <= room_of_all;
            if (sheet.whole) sheet.rows.push_back(row);
        }
        kept += used;
        sheet.merged = parser.merged();
        sheet.hidden_columns = parser.hidden_columns();
        parser.end_sheet();
        sheet.listed = {listed.name, parser.hidden()};
        sheet.hidden_rows = parser.hidden_rows();
    }
    return sheets;
}

template <class Parser> class StreamedSheet final : public SheetRows
{
public:
    // `index` is that of the sheet in the document.
    StreamedSheet(std::shared_ptr<KeptSheet> kept, std::size_t index, OpenStream open, std::string file,
                  const ReadOptions& options)
        : kept_(std::move(kept)), index_(index), open_(std::move(open)), file_(std::move(file)), options_(options)
    {
    }
    bool next(Arena& arena, SheetRow& row) override
    {
        if (given_ < kept_->rows.size()) {
            row = kept_->rows[given_++];
            return true;
        }
        if (kept_->whole) return false;
        if (!parser_) go_on();
        return parser_->next_row(arena, row);
    }
    double progress() const override
    {
        if (parser_) return parser_->progress();
        return kept_->whole && given_ == kept_->rows.size() ? 1.0 : 0.0;
    }
    std::span<const MergedRange> merged() const override { return parser_ ? parser_->merged() : kept_->merged; }
    std::span<const std::size_t> hidden_columns() const override { return kept_->hidden_columns; }
    void report(std::vector<Finding>& findings) override
    {
        auto hidden = parser_ ? parser_->hidden_rows() : kept_->hidden_rows;
        if (hidden > 0) findings.push_back(hidden_rows(file_, hidden));
    }

private:
    // Opens the document again, behind the rows that were kept.
    void go_on()
    {
        parser_.emplace(open_(), file_, options_);
        ListedSheet passed;
        for (std::size_t i = 0; i <= index_; ++i)
            if (!parser_->next_sheet(passed)) throw package::damaged(file_);
        Arena unused;
        SheetRow row;
        for (std::size_t i = 0; i < given_; ++i) {
            if (!parser_->next_row(unused, row)) throw package::damaged(file_);
            unused.clear();
        }
    }

    std::shared_ptr<KeptSheet> kept_;
    std::size_t index_, given_ = 0;
    OpenStream open_;
    std::string file_;
    ReadOptions options_;
    std::optional<Parser> parser_;
};

// Opens the sheets of such a document as tables. Throws Unreadable.
template <class Parser>
OpenedFile open_streamed(FileKind kind, const OpenStream& open, const std::string& file, const ReadOptions& options)
{
    auto kept = kept_sheets<Parser>(open, file, options);
    if (kept.empty()) throw package::no_sheets(file);
    std::vector<ListedSheet> listed;
    for (const auto& sheet : kept) listed.push_back(sheet->listed);
    auto rows = [&](std::size_t sheet) {
        return std::make_shared<StreamedSheet<Parser>>(kept[sheet], sheet, open, file, options);
    };
    return open_sheets(kind, listed, rows, file, options);
}
} // namespace engine
