#include "engine/read/pdf/pdf_reader.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/layout.hpp"
#include "engine/read/pdf/laid_out.hpp"
#include "engine/read/pdf/page_area.hpp"
#include "engine/read/pdf/page_range.hpp"
#include "engine/read/pdf/page_stream.hpp"
#include "engine/read/pdf/stitch.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace engine::pdf
{
namespace
{
constexpr std::size_t sampled_rows = 200;

using Rows = std::vector<std::vector<std::string>>;

// A table that was found whole; its rows wait to be asked for.
class PdfTable final : public TableReader
{
public:
    // A contract wants the value of a merged cell in every row it is for.
    PdfTable(const Grid& grid, const ReadOptions& options)
        : rows_(std::make_shared<Rows>(texts(grid, options.canonical)))
    {
        page = grid.page;
        confidence = grid.confidence;
        for (const auto& cell : grid.cells)
            cells.push_back({cell.row, cell.column, cell.last_row, cell.last_column, grid.page, cell.box.left,
                             cell.box.top, cell.box.right, cell.box.bottom, cell.text});
        std::vector<std::vector<std::string_view>> views;
        for (std::size_t r = 0; r < rows_->size() && r < sampled_rows; ++r)
            views.emplace_back((*rows_)[r].begin(), (*rows_)[r].end());
        std::vector<RowCells> spans(views.begin(), views.end());
        layout_ = detect_layout(spans, rows_->size() <= sampled_rows, options);
    }

    const Layout& layout() const { return layout_; }

    bool next(Chunk& out, std::vector<Finding>&) override
    {
        ChunkBuilder builder(out, layout_.most);
        out.keep.push_back(rows_);
        for (; given_ < rows_->size(); ++given_) {
            std::vector<std::string_view> cells((*rows_)[given_].begin(), (*rows_)[given_].end());
            if (builder.full(cells.size())) break;
            builder.add(cells, kind(cells), given_ + 1, cells.size());
        }
        return builder.rows() > 0;
    }

    double progress() const override
    {
        return rows_->empty() ? 1 : static_cast<double>(given_) / static_cast<double>(rows_->size());
    }

private:
    RowKind kind(RowCells cells) const
    {
        auto what = layout_.kind(given_ + 1, cells);
        return what == RowKind::data && layout_.footer && given_ >= *layout_.footer ? RowKind::footer : what;
    }

    std::shared_ptr<Rows> rows_;
    Layout layout_;
    std::size_t given_ = 0;
};

// What was seen on the way, for the sentences about documents that have nothing to read.
struct Seen {
    int pages = 0, with_text = 0, recognised = 0, pictures_only = 0, cut_off = 0;

    void page(const Page& page)
    {
        ++pages;
        constexpr std::size_t few = 10; // a page number or a stamp
        float covered = 0;
        for (const auto& box : page.pictures) covered += box.width() * box.height();
        if (page.glyphs.size() > few) {
            ++with_text;
            recognised += std::ranges::count_if(page.glyphs, &Glyph::invisible) * 2 > std::ssize(page.glyphs);
        } else if (covered > 0.3F * page.width * page.height)
            ++pictures_only;
        cut_off += page.cut_off;
    }
};

void refuse_without_text(const Seen& seen, const std::string& name)
{
    if (seen.with_text > 0) return;
    if (seen.pictures_only > 0)
        throw Unreadable("scanned", fmt::format("“{}” is a scanned document: its pages are pictures without text. Ask "
                                                "for the original document, or for a CSV or XLSX file.",
                                                name));
    throw Unreadable("empty", fmt::format("The pages of “{}” hold no text. A PDF with a table was expected; export it "
                                          "again and check that it shows one.",
                                          name));
}

// What a person calls each table: "page 3", or "page 3, table 2" where the page has several.
std::vector<std::string> labels_of(const std::vector<Grid>& grids)
{
    std::map<int, std::size_t> on_page, seen;
    for (const auto& grid : grids) ++on_page[grid.page];
    std::vector<std::string> labels;
    for (const auto& grid : grids) {
        auto label = fmt::format("page {}", grid.page);
        if (on_page[grid.page] > 1) label += fmt::format(", table {}", ++seen[grid.page]);
        labels.push_back(std::move(label));
    }
    return labels;
}

// The tables that are asked for: all, or one by its label or its number from 1.
std::vector<std::size_t> chosen(const std::vector<std::string>& labels, const std::optional<std::string>& wanted,
                                const std::string& name)
{
    std::vector<std::size_t> all;
    std::string known;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (wanted && (*wanted == labels[i] || *wanted == std::to_string(i + 1))) return {i};
        all.push_back(i);
        known += (i ? ", “" : "“") + labels[i] + "”";
    }
    if (!wanted || *wanted == "auto" || labels.empty()) return all;
    throw Unreadable("sheet",
                     fmt::format("“{}” has no table “{}”. It has {}; name one of them.", name, *wanted, known));
}

void note(OpenedFile& opened, const Seen& seen, const PageStream& stream)
{
    auto add = [&](const char* code, std::string sentence) { opened.notices.push_back({code, std::move(sentence)}); };
    if (opened.tables.empty()) add("no_table", "No table was found on the pages.");
    if (seen.pictures_only > 0)
        add("scanned_pages",
            fmt::format("{} of {} pages are pictures without text, so nothing was read from them. Ask for the original "
                        "document, or for a CSV file.",
                        seen.pictures_only, seen.pages));
    if (seen.recognised > 0)
        add("recognised_text",
            fmt::format("The text of {} of {} pages was recognised in a scanned picture, so figures can "
                        "be wrong. Ask for the original document where there is one.",
                        seen.recognised, seen.pages));
    if (seen.cut_off > 0)
        add("cut_off",
            fmt::format("{} pages hold more than can be read of one page; the rest was left out.", seen.cut_off));
    if (!stream.left_out().empty())
        add("left_out", fmt::format("The document is very long: it has {} pages, of which {} were read. Name the pages "
                                    "that are needed.",
                                    stream.pages(), seen.pages));
}
} // namespace

bool is(std::string_view start, const ByteSource&) { return start.starts_with(stream_magic); }

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    PageRange wanted(options.pages);
    PageArea area(options.area);
    PageStream stream(source, name);
    if (wanted.first() > stream.pages())
        throw Unreadable(
            "pages", fmt::format("“{}” has {} pages; page {} was asked for.", name, stream.pages(), wanted.first()));
    OpenedFile opened;
    opened.kind = FileKind::pdf;
    opened.dialect = {"UTF-8", "", "", "", "", std::nullopt};
    Seen seen;
    // With a contract, the names of the columns decide whether a doubtful table is meant; whoever drew an area meant
    // it.
    auto least = options.canonical ? table_likeness / 2 : table_likeness;
    if (!area.is_whole()) least = 0;
    auto meant = area.is_whole() ? Meant::any_tables : Meant::one_table;
    auto next = [&](Page& page) {
        do
            if (!stream.next(page)) return false;
        while (!wanted.has(page.number));
        seen.page(page);
        area.keep_within(page);
        return true;
    };
    auto grids = laid_out(next, least, meant, usual_threads());
    refuse_without_text(seen, name);
    join_rows_over_pages(grids);
    if (options.canonical) grids = stitched(std::move(grids));
    auto labels = labels_of(grids);
    for (auto i : chosen(labels, options.sheet, name)) {
        auto table = std::make_unique<PdfTable>(grids[i], options);
        if (options.canonical) table->sheet = labels[i];
        if (!opened.dialect.header_row) opened.dialect.header_row = table->layout().header_row;
        opened.tables.push_back(std::move(table));
    }
    note(opened, seen, stream);
    return opened;
}
} // namespace engine::pdf
