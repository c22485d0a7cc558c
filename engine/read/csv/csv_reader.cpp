#include "engine/read/csv/csv_reader.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/csv/dialect.hpp"
#include "engine/read/csv/row_findings.hpp"
#include "engine/read/csv/row_repair.hpp"
#include "engine/read/csv/text_blocks.hpp"
#include "engine/read/layout.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::csv
{
namespace
{
constexpr std::size_t sample_bytes = 1 << 18;
constexpr std::size_t text_per_chunk = 16U << 20;
// What may be scanned more than once in search of closing quotes before cells of many lines are given up.
constexpr std::uint64_t patience = 256U << 20;
constexpr std::size_t longest_cell_then = 1 << 16;

// Rows that are looked at a second time; a file with more of them is no damaged table but another kind of text.
constexpr std::size_t most_repairs = 20'000;

// What the beginning of the file told about all of it.
struct Plan {
    std::string file;
    Encoding encoding;
    FoundDialect dialect;
    Layout layout;
    RowShape shape;
    std::uint64_t footer_from = UINT64_MAX; // offset in the text behind the last row of the table
};

class CsvTable final : public TableReader
{
public:
    CsvTable(const ByteSource& source, Plan plan)
        : plan_(std::move(plan)), blocks_(source, plan_.encoding), tokenizer_(plan_.dialect.punctuation)
    {
        tokenizer_.usual_width = plan_.layout.usual;
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        ChunkBuilder builder(out, plan_.layout.most);
        std::size_t text = 0;
        bool kept = false; // the chunk holds the current block
        for (;; ++row_, ++line_) {
            if (row_ == records_.rows.size()) {
                if (text >= text_per_chunk || !load()) break;
                kept = false;
            }
            auto cells = records_.cells_of(row_);
            if (builder.full(cells.size())) break;
            if (cells.size() > most_columns) throw too_many_columns(plan_.file, line_);
            if (!kept) {
                out.keep.push_back(blocks_.keep());
                text += blocks_.text().size();
                kept = true;
            }
            auto kind = judge(cells, out.arena, findings);
            builder.add(cells, kind, line_, cells.size());
        }
        return builder.rows() > 0;
    }

    double progress() const override { return blocks_.progress(); }

private:
    // Tokenizes the next block that has a whole record in it.
    bool load()
    {
        records_.clear();
        row_ = odd_ = 0;
        while (records_.rows.empty()) {
            auto unused = blocks_.text().size() - used_;
            if (!blocks_.next(unused)) return false;
            rescanned_ += unused;
            if (rescanned_ > patience) tokenizer_.longest_multi_line_cell = longest_cell_then;
            used_ = tokenizer_.tokenize(blocks_.text(), blocks_.last(), records_);
            if (plan_.dialect.spaced) records_.strip_leading_spaces();
        }
        return true;
    }

    // What the current row is. An odd one is reported, and `cells` become its second reading where there is one.
    RowKind judge(RowCells& cells, Arena& arena, std::vector<Finding>& findings)
    {
        const auto& record = records_.rows[row_];
        std::string_view raw;
        if (record.odd) raw = records_.raw[odd_++];
        auto kind = plan_.layout.kind(line_, cells);
        if (kind == RowKind::data && blocks_.offset() + record.begin >= plan_.footer_from) return RowKind::footer;
        if (!record.odd || (kind != RowKind::data && kind != RowKind::header)) return kind;
        const auto& layout = plan_.layout;
        if (cells.size() > layout.most && std::ranges::all_of(cells.subspan(layout.most), is_blank))
            cells = cells.first(layout.most);
        OddRow odd{plan_.file, line_, raw, cells.size(), record.damage, false, false, false};
        odd.few = cells.size() < (kind == RowKind::header ? layout.usual : layout.least);
        odd.many = cells.size() > layout.most;
        bool loose = odd.damage == Damage::loose_quote;
        if (odd.few || odd.many || loose) odd.repaired = repair(raw, kind, cells, arena);
        bool fine = !odd.few && !odd.many && (odd.damage == Damage::none || (loose && !odd.repaired));
        if (kind == RowKind::data && !fine) findings.push_back(malformed_row(odd, layout.usual));
        return kind;
    }

    // Whether a second reading gives other cells.
    bool repair(std::string_view raw, RowKind kind, RowCells& cells, Arena& arena)
    {
        if (repairs_ == most_repairs) return false;
        ++repairs_;
        auto second = repaired_row(raw, tokenizer_.punctuation(),
                                   kind == RowKind::header ? shape_of_names(plan_.shape.size()) : plan_.shape, cells);
        if (!second || std::ranges::equal(*second, cells)) return false;
        repaired_.clear();
        for (const auto& cell : *second) repaired_.push_back(cell.empty() ? std::string_view("") : arena.copy(cell));
        cells = repaired_;
        return true;
    }

    Plan plan_;
    TextBlocks blocks_;
    Tokenizer tokenizer_;
    Records records_;
    std::vector<std::string_view> repaired_;
    std::size_t row_ = 0;  // next of records_
    std::size_t odd_ = 0;  // next of records_.raw
    std::size_t used_ = 0; // bytes of the block that records_ covers
    std::uint64_t line_ = 1;
    std::uint64_t rescanned_ = 0;
    std::size_t repairs_ = 0; // tried
};

std::string read_sample(const ByteSource& source, const Encoding& encoding, bool& whole)
{
    TextStream stream(source, encoding);
    std::string sample(sample_bytes, '\0');
    std::size_t filled = 0, got = 1;
    while (filled + 16 <= sample.size() && got > 0) filled += got = stream.read(std::span(sample).subspan(filled));
    sample.resize(filled);
    whole = got == 0 || (encoding.clean_utf8 && stream.consumed() == source.size());
    if (!whole && encoding.clean_utf8) sample.resize(utf8_prefix(sample));
    return sample;
}

// Where notes below the table begin, judged by the end of a file too long to be judged whole.
std::uint64_t footer_of_long_file(const ByteSource& source, const Plan& plan)
{
    constexpr std::uint64_t tail_bytes = 1 << 14;
    if (!plan.encoding.clean_utf8 || source.size() < 2 * tail_bytes) return UINT64_MAX;
    std::string tail(tail_bytes, '\0');
    auto from = source.size() - tail_bytes;
    tail.resize(source.read(from, tail));
    auto line = tail.find('\n') + 1; // 0 where there is none
    Records records;
    Tokenizer(plan.dialect.punctuation).tokenize(std::span(tail).subspan(line), true, records);
    std::vector<RowCells> rows;
    for (std::size_t r = 0; r < records.rows.size(); ++r) {
        if (records.rows[r].damage != Damage::none) return UINT64_MAX; // the tail began within a quoted cell
        rows.push_back(records.cells_of(r));
    }
    auto footer = find_footer(rows, 1, plan.layout.least);
    auto bom = static_cast<std::uint64_t>(plan.encoding.bom_bytes);
    return footer ? from - bom + line + records.rows[*footer].begin : UINT64_MAX;
}

Encoding encoding_of(const ByteSource& source, const ReadOptions& options)
{
    if (!options.encoding || *options.encoding == "auto") return detect_encoding(source);
    if (auto encoding = named_encoding(source, *options.encoding)) return *encoding;
    throw Unreadable("encoding",
                     fmt::format("“{}” is not a known encoding. A name such as UTF-8, windows-1252 or UTF-16LE "
                                 "was expected; correct it or leave it out.",
                                 *options.encoding));
}

// Bytes that no text has. Single ones happen in exports that were damaged on their way.
bool looks_binary(std::string_view sample)
{
    std::size_t odd = 0;
    for (char c : sample) {
        auto byte = static_cast<unsigned char>(c);
        odd += (byte < 0x20 && !std::string_view("\t\n\v\f\r\x01\x1a\x1b\x1c\x1d\x1e\x1f").contains(c)) || byte == 0x7F;
    }
    return odd > 2 && odd * 20 > sample.size();
}

std::vector<Notice> notices_of(const Encoding& encoding, const Layout& layout)
{
    std::vector<Notice> notices;
    if (encoding.name != "UTF-8")
        notices.push_back({"encoding", fmt::format("The file is not UTF-8; it is read as {}.", encoding.name)});
    if (layout.first_row > 1)
        notices.push_back({"preamble", fmt::format("The table begins in row {}; what stands above it is left out.",
                                                   layout.first_row)});
    if (!layout.header_row) notices.push_back({"no_header", "No header row was found; columns go by their position."});
    return notices;
}
} // namespace

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto encoding = encoding_of(source, options);
    bool whole = false;
    auto sample = read_sample(source, encoding, whole);
    if (is_blank(sample) && whole)
        throw Unreadable("empty", fmt::format("“{}” is empty. A table with a header row was expected; export the file "
                                              "again and check that it has rows.",
                                              name));
    if (looks_binary(sample))
        throw Unreadable("binary", fmt::format("“{}” is not text but some other kind of file. A CSV or XLSX file was "
                                               "expected; open it in the program it comes from and export it as CSV.",
                                               name));
    Plan plan{name, encoding, detect_dialect(sample, whole, options), {}, {}};
    const auto& [delimiter, quote, escape] = plan.dialect.punctuation;
    Records records;
    Tokenizer(plan.dialect.punctuation).tokenize(sample, whole, records);
    if (records.rows.empty()) Tokenizer(plan.dialect.punctuation).tokenize(sample, true, records);
    if (plan.dialect.spaced) records.strip_leading_spaces();
    std::vector<RowCells> rows;
    for (std::size_t r = 0; r < records.rows.size(); ++r) rows.push_back(records.cells_of(r));
    plan.layout = detect_layout(rows, whole, options);
    plan.shape =
        shape_of(std::span(rows).subspan(std::min<std::size_t>(rows.size(), plan.layout.first_row)), plan.layout.usual);
    if (plan.layout.footer)
        plan.footer_from = records.rows[*plan.layout.footer].begin;
    else if (!whole)
        plan.footer_from = footer_of_long_file(source, plan);

    OpenedFile opened;
    opened.kind = FileKind::csv;
    auto text = [](char c) { return c ? std::string(1, c) : std::string(); };
    opened.dialect = {encoding.name,         delimiter, text(quote), text(escape), plan.dialect.newline,
                      plan.layout.header_row};
    opened.notices = notices_of(encoding, plan.layout);
    opened.tables.push_back(std::make_unique<CsvTable>(source, std::move(plan)));
    return opened;
}
} // namespace engine::csv
