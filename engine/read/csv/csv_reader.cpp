#include "engine/read/csv/csv_reader.hpp"
#include "engine/read/csv/csv_table.hpp"
#include "engine/read/csv/fixed_width.hpp"
#include "engine/read/encoding_doubt.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/read/stacked_tables.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine::csv
{
namespace
{
constexpr std::size_t sample_bytes = 1 << 18;
// A file up to this size is judged whole, and several tables are looked for in it.
constexpr std::uint64_t judged_whole = 4U << 20;
constexpr std::size_t room_to_end = 64; // the stream says that it has ended when there is room for more

std::string read_sample(const ByteSource& source, const Encoding& encoding, bool& whole)
{
    TextStream stream(source, encoding);
    constexpr std::uint64_t widest = 3; // bytes of UTF-8 that a byte of another encoding becomes at most
    auto small = std::min(widest * source.size() + room_to_end, 2 * judged_whole);
    std::string sample(source.size() <= judged_whole ? small : sample_bytes, '\0');
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

Unreadable too_long_a_mark(const std::string& mark)
{
    return {"dialect",
            fmt::format("“{}” cannot enclose or escape cells. One character such as \" or ' was expected, or "
                        "none; correct it or leave it out.",
                        mark)};
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

std::vector<Notice> notices_of(const Layout& layout, std::span<const StackedTable> tables)
{
    std::vector<Notice> notices;
    if (layout.first_row > 1)
        notices.push_back({"preamble", fmt::format("The table begins in row {}; what stands above it is left out.",
                                                   layout.first_row)});
    if (!layout.header_row) notices.push_back({"no_header", "No header row was found; columns go by their position."});
    if (tables.size() < 2) return notices;
    std::string places;
    for (const auto& table : tables)
        places += fmt::format("{}{} to {}", places.empty() ? "" : ", ", table.begin + 1, table.end);
    notices.push_back({"several_tables",
                       fmt::format("The file holds {} tables, one below the other: rows {}.", tables.size(), places)});
    return notices;
}

// Where the tables are. One that a person pointed at by its header is the file's only table.
std::vector<StackedTable> tables_of(std::span<const RowCells> rows, bool whole, const ReadOptions& options)
{
    if (!whole || options.header_row) return {{0, rows.size()}};
    return find_stacked_tables(rows);
}
Dialect described(const Plan& plan)
{
    const auto& [delimiter, quote, escape] = plan.dialect.punctuation;
    auto text = [](char c) { return c ? std::string(1, c) : std::string(); };
    return {plan.encoding.name,   delimiter == no_delimiter ? "" : delimiter,
            text(quote),          text(escape),
            plan.dialect.newline, plan.layout.header_row};
}

struct Planned {
    std::vector<Plan> tables;
    Dialect dialect;
    std::vector<Notice> notices;
    std::optional<Doubt> doubt;
    std::unique_ptr<TableReader> fixed; // instead of the one table where its columns stand at fixed places
};

Planned plan_tables(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    for (const auto& mark : {options.quote, options.escape})
        if (mark && mark->size() > 1) throw too_long_a_mark(*mark);
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
    auto dialect = detect_dialect(sample, whole, options);
    Records records;
    Tokenizer(dialect.punctuation).tokenize(sample, whole, records);
    if (records.rows.empty()) Tokenizer(dialect.punctuation).tokenize(sample, true, records);
    if (dialect.spaced) records.strip_leading_spaces();
    std::vector<RowCells> rows;
    for (std::size_t r = 0; r < records.rows.size(); ++r) rows.push_back(records.cells_of(r));
    auto tables = tables_of(rows, whole, options);

    Planned planned;
    planned.doubt = encoding_doubt(encoding);
    auto undivided = std::ranges::count_if(rows, [](RowCells cells) { return cells.size() <= 1; });
    bool hardly_divided = static_cast<std::size_t>(undivided) * 10 >= rows.size() * 7; // addresses have commas
    if (whole && hardly_divided && !options.delimiter) planned.fixed = fixed_width_table(sample, options);
    for (const auto& table : tables) {
        auto part = std::span(rows).subspan(table.begin, table.end - table.begin);
        Plan plan{name, encoding, dialect, detect_layout(part, whole, options), {}};
        auto below = std::min<std::size_t>(part.size(), plan.layout.first_row);
        plan.shape = shape_of(part.subspan(below), plan.layout.usual);
        plan.layout.move_down(static_cast<int>(table.begin));
        plan.first_row = table.begin + 1;
        if (tables.size() > 1) plan.end_row = table.end + 1;
        if (plan.layout.footer)
            plan.footer_from = records.rows[*plan.layout.footer].begin;
        else if (!whole)
            plan.footer_from = footer_of_long_file(source, plan);
        if (planned.tables.empty()) {
            planned.dialect = described(plan);
            planned.notices = notices_of(plan.layout, tables);
        }
        planned.tables.push_back(std::move(plan));
    }
    return planned;
}
} // namespace

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto planned = plan_tables(source, name, options);
    OpenedFile opened;
    opened.kind = FileKind::csv;
    opened.dialect = std::move(planned.dialect);
    opened.notices = std::move(planned.notices);
    if (planned.doubt) opened.doubts.push_back(std::move(*planned.doubt));
    if (planned.fixed) {
        opened.tables.push_back(std::move(planned.fixed));
        opened.dialect.delimiter = "";
        opened.dialect.header_row.reset();
        finish_workbook(opened);
        opened.notices = {{"fixed_width", "The columns have no separator; they are told apart by the places at which "
                                          "they begin."}};
        return opened;
    }
    for (auto& plan : planned.tables) {
        opened.tables.push_back(csv_table(source, std::move(plan)));
        if (planned.tables.size() > 1) opened.tables.back()->sheet = fmt::format("Table {}", opened.tables.size());
    }
    auto is_named = [&](const auto& table) { return table->sheet == options.sheet; };
    if (options.sheet && std::ranges::any_of(opened.tables, is_named))
        std::erase_if(opened.tables, [&](const auto& table) { return !is_named(table); });
    return opened;
}

void write_without(const ByteSource& source, const std::string& name, const ReadOptions& options,
                   std::span<const std::vector<std::uint64_t>> rows, ByteSink& sink)
{
    auto planned = plan_tables(source, name, options);
    std::vector<TextRange> ranges;
    auto encoding = encoding_of(source, options);
    for (std::size_t table = 0; table < planned.tables.size() && table < rows.size(); ++table) {
        planned.tables[table].encoding = walked_as(encoding);
        auto found = rows_in_text(source, std::move(planned.tables[table]), rows[table]);
        ranges.insert(ranges.end(), found.begin(), found.end());
    }
    write_text_without(source, encoding, ranges, sink);
}
} // namespace engine::csv
