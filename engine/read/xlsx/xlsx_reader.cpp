#include "engine/read/xlsx/xlsx_reader.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/layout.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/xlsx/other_archives.hpp"
#include "engine/read/xlsx/sheet_parser.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <deque>
#include <fmt/format.h>

namespace engine::xlsx
{
namespace
{
constexpr std::size_t sampled_rows = 200;
constexpr std::size_t sampled_bytes = 8U << 20; // cells may share one long text, and waiting rows copy it

// What the tables of one file share.
struct OpenBook {
    OpenBook(const ByteSource& source, const std::string& name) : archive(source, name) {}
    package::ZipArchive archive;
    Workbook book;
};

// A row that is parsed but not yet given, with texts of its own.
struct WaitingRow {
    std::uint64_t line;
    std::vector<std::optional<std::string>> cells;

    explicit WaitingRow(const SheetRow& row) : line(row.line)
    {
        for (auto cell : row.cells) cells.push_back(is_null(cell) ? std::nullopt : std::optional<std::string>(cell));
    }
    std::size_t bytes() const
    {
        std::size_t sum = 0;
        for (const auto& cell : cells) sum += cell ? cell->size() : 0;
        return sum;
    }
    std::vector<std::string_view> views() const
    {
        std::vector<std::string_view> list;
        for (const auto& cell : cells) list.push_back(cell ? std::string_view(*cell) : null_cell);
        return list;
    }
};

class SheetTable final : public TableReader
{
public:
    SheetTable(std::shared_ptr<OpenBook> book, const SheetEntry& entry, const ReadOptions& options)
        : book_(std::move(book))
    {
        sheet = entry.name;
        hidden = entry.hidden;
        const auto* part = book_->archive.find(entry.path);
        if (!part) throw package::damaged(book_->archive.file());
        parser_ =
            std::make_unique<SheetParser>(book_->archive.open(*part), book_->book, book_->archive.file(), options);
        sample(options);
    }

    const Layout& layout() const { return layout_; }
    bool empty() const { return waiting_.empty() && ended_; }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        ChunkBuilder builder(out, layout_.most);
        out.keep.push_back(book_);
        while (!builder.full(0) && fill(out, builder)) {
        }
        report_uncalculated(findings);
        return builder.rows() > 0;
    }

    double progress() const override { return parser_->progress(); }

private:
    // Reads the first rows and finds the header among them; rows that the sheet leaves out are blank.
    void sample(const ReadOptions& options)
    {
        Arena arena;
        std::size_t bytes = 0;
        while (waiting_.size() < sampled_rows && bytes < sampled_bytes && !ended_) {
            wait_for_next(arena);
            if (!ended_) bytes += waiting_.back().bytes();
        }
        std::vector<std::vector<std::string_view>> rows;
        std::uint64_t line = 1;
        for (const auto& row : waiting_) {
            for (; line < row.line && rows.size() < 2 * sampled_rows; ++line) rows.emplace_back();
            if (line != row.line) break;
            rows.push_back(row.views());
            ++line;
        }
        std::vector<RowCells> spans(rows.begin(), rows.end());
        layout_ = detect_layout(spans, ended_ && spans.size() == line - 1, options);
    }

    void wait_for_next(Arena& arena)
    {
        if (parser_->next(arena, row_))
            waiting_.emplace_back(row_);
        else
            ended_ = true;
    }

    // Adds the next row, blank or not; false when there is none or it does not fit.
    bool fill(Chunk& out, ChunkBuilder& builder)
    {
        if (waiting_.empty()) {
            if (ended_) return false;
            if (!parser_->next(out.arena, row_)) {
                ended_ = true;
                return false;
            }
            if (row_.line == line_ && !builder.full(row_.cells.size())) {
                builder.add(row_.cells, kind(row_.cells), line_, row_.cells.size());
                ++line_;
                return true;
            }
            waiting_.emplace_back(row_);
        }
        const auto& row = waiting_.front();
        if (line_ < row.line) {
            builder.add({}, RowKind::blank, line_++, 0);
            return true;
        }
        auto cells = row.views();
        if (builder.full(cells.size())) return false;
        auto what = kind(cells);
        for (auto& cell : cells) cell = out.arena.copy(cell);
        builder.add(cells, what, line_++, cells.size());
        waiting_.pop_front();
        return true;
    }

    RowKind kind(RowCells cells) const
    {
        auto what = layout_.kind(line_, cells);
        bool below = layout_.footer && line_ > *layout_.footer;
        return what == RowKind::data && below ? RowKind::footer : what;
    }

    void report_uncalculated(std::vector<Finding>& findings)
    {
        if (parser_->uncalculated() == 0 || reported_) return;
        reported_ = true;
        Finding finding;
        finding.rule = "formula_not_calculated";
        finding.severity = Severity::warning;
        finding.file = book_->archive.file();
        finding.sheet = sheet;
        finding.message =
            fmt::format("The sheet “{}” has formulas without a stored result; their cells are read as blank.", *sheet);
        finding.expected = "formulas saved together with their results, as Excel does";
        finding.remedy = "Open the workbook in Excel, save it and send it again.";
        findings.push_back(std::move(finding));
    }

    std::shared_ptr<OpenBook> book_;
    std::unique_ptr<SheetParser> parser_;
    Layout layout_;
    SheetRow row_;
    std::deque<WaitingRow> waiting_;
    std::uint64_t line_ = 1;
    bool ended_ = false, reported_ = false;
};

// By name as written, by name in any case, or by its position from 1.
const SheetEntry& chosen_sheet(const Workbook& book, const std::string& wanted, const std::string& file)
{
    std::string names;
    for (const auto& sheet : book.sheets)
        if (sheet.name == wanted) return sheet;
    for (std::size_t i = 0; i < book.sheets.size(); ++i) {
        const auto& sheet = book.sheets[i];
        if (fold(sheet.name) == fold(wanted) || wanted == std::to_string(i + 1)) return sheet;
        names += (i ? ", “" : "“") + sheet.name + "”";
    }
    throw Unreadable("sheet", fmt::format("“{}” has no sheet “{}”. It has {}; name one of them.", file, wanted, names));
}
} // namespace

bool is(std::string_view start, const ByteSource&)
{
    return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto book = std::make_shared<OpenBook>(source, name);
    refuse_other_archives(book->archive);
    book->book = read_workbook(book->archive);
    OpenedFile opened;
    opened.kind = FileKind::xlsx;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    auto add = [&](const SheetEntry& entry) {
        auto table = std::make_unique<SheetTable>(book, entry, options);
        if (!opened.dialect.header_row && !table->hidden) opened.dialect.header_row = table->layout().header_row;
        opened.tables.push_back(std::move(table));
    };
    if (options.sheet && *options.sheet != "auto")
        add(chosen_sheet(book->book, *options.sheet, name));
    else
        for (const auto& entry : book->book.sheets) add(entry);
    for (std::size_t i = 0; i < opened.tables.size(); ++i) {
        opened.tables[i]->page = static_cast<int>(i) + 1;
        if (opened.tables[i]->hidden)
            opened.notices.push_back(
                {"hidden_sheet", fmt::format("The sheet “{}” is hidden; it is left out.", *opened.tables[i]->sheet)});
    }
    return opened;
}
} // namespace engine::xlsx
