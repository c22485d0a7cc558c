#include "engine/read/xlsx/xlsx_reader.hpp"
#include "engine/read/cell_notes.hpp"
#include "engine/read/compound/compound_file.hpp"
#include "engine/read/locked/locked_package.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/read/xlsx/merged_ranges.hpp"
#include "engine/read/xlsx/other_archives.hpp"
#include "engine/read/xlsx/sheet_parser.hpp"
#include <fmt/format.h>

namespace engine::xlsx
{
namespace
{
// What the tables of one file share.
struct OpenBook {
    OpenBook(std::shared_ptr<const ByteSource> from, const std::string& name)
        : source(std::move(from)), archive(*source, name)
    {
    }
    std::shared_ptr<const ByteSource> source;
    package::ZipArchive archive;
    Workbook book;
};

class Rows final : public SheetRows
{
public:
    Rows(std::shared_ptr<OpenBook> book, const package::ZipEntry& part, const ReadOptions& options)
        : book_(std::move(book)), canonical_(options.canonical),
          parser_(book_->archive.open(part), book_->book, book_->archive.file(), options)
    {
        if (options.canonical && part.packed <= most_packed_bytes) merged_ = merged_ranges(book_->archive.open(part));
    }
    bool next(Arena& arena, SheetRow& row) override { return parser_.next(arena, row); }
    double progress() const override { return parser_.progress(); }
    std::span<const MergedRange> merged() const override { return merged_; }
    std::span<const std::size_t> hidden_columns() const override { return parser_.hidden_columns(); }
    void report(std::vector<Finding>& findings) override
    {
        if (parser_.uncalculated() > 0) {
            Finding finding;
            finding.rule = "formula_not_calculated";
            finding.severity = Severity::warning;
            finding.file = book_->archive.file();
            finding.message = fmt::format("The sheet has {} formulas without a stored result; their cells are read as "
                                          "blank.",
                                          parser_.uncalculated());
            finding.expected = "formulas saved together with their results, as Excel does";
            finding.remedy = "Open the workbook in Excel, save it and send it again.";
            findings.push_back(finding);
        }
        if (canonical_) note_columns(findings);
        if (parser_.hidden_rows() > 0) findings.push_back(hidden_rows(book_->archive.file(), parser_.hidden_rows()));
    }

private:
    void note_columns(std::vector<Finding>& findings) const
    {
        for (std::size_t c = 0; c < parser_.columns().size(); ++c) {
            const auto& of = parser_.columns()[c];
            auto uncalculated = of.uncalculated + (parser_.never_calculated() ? of.zeros : 0);
            if (of.percents > 0) findings.push_back(cell_note({CellNote::percents, c, of.percents}));
            if (uncalculated > 0) findings.push_back(cell_note({CellNote::uncalculated, c, uncalculated}));
        }
    }

    std::shared_ptr<OpenBook> book_;
    bool canonical_;
    SheetParser parser_;
    std::vector<MergedRange> merged_;
};

OpenedFile open_book(std::shared_ptr<const ByteSource> source, const std::string& name, const ReadOptions& options)
{
    auto book = std::make_shared<OpenBook>(std::move(source), name);
    refuse_other_archives(book->archive);
    book->book = read_workbook(book->archive);
    std::vector<ListedSheet> sheets;
    for (const auto& entry : book->book.sheets) sheets.push_back({entry.name, entry.hidden});
    auto open = [&](std::size_t sheet) {
        const auto* part = book->archive.find(book->book.sheets[sheet].path);
        if (!part) throw package::damaged(name);
        return std::make_shared<Rows>(book, *part, options);
    };
    return open_sheets(FileKind::xlsx, sheets, open, name, options);
}

// A compound file and the archive inside it.
struct Unlocked {
    Unlocked(const ByteSource& source, const std::string& name) : file(source, name) {}
    compound::CompoundFile file;
    std::unique_ptr<ByteSource> archive;
};
} // namespace

bool is(std::string_view start, const ByteSource&)
{
    return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    return open_book({std::shared_ptr<const void>(), &source}, name, options);
}

bool is_compound(std::string_view start, const ByteSource&) { return compound::is(start); }

OpenedFile open_compound(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto unlocked = std::make_shared<Unlocked>(source, name);
    if (!locked::is(unlocked->file)) refuse_other_compounds(unlocked->file, name);
    unlocked->archive = locked::open(unlocked->file, options.password, name);
    return open_book({unlocked, unlocked->archive.get()}, name, options);
}
} // namespace engine::xlsx
