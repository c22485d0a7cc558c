#include "engine/read/extract.hpp"
#include "base/json.hpp"
#include "base/json_string.hpp"
#include "engine/read/header.hpp"
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::size_t flush_bytes = 1 << 16;

// A sheet keeps its places; text and web pages have none to keep.
bool keeps_places(FileKind file) { return file != FileKind::csv && file != FileKind::html && file != FileKind::jsonl; }

// Whether a row belongs to the table.
bool is_shown(RowKind kind, FileKind file)
{
    if (keeps_places(file)) return true;
    return kind == RowKind::header || kind == RowKind::data || kind == RowKind::totals;
}

// Collects text and passes it on in large pieces.
struct Output {
    ByteSink& sink;
    std::string text;

    void flush_if_large()
    {
        if (text.size() >= flush_bytes) flush();
    }
    void flush()
    {
        sink.write(text);
        text.clear();
    }
};

void put_csv(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

// Calls `row` with the cells of each shown row of the table. Header rows of delimited text come as one.
template <class Row> void each_row(TableReader& table, FileKind kind, Row row)
{
    Chunk chunk;
    std::vector<Finding> findings;
    std::vector<std::vector<std::string>> header; // rows kept until the last of them is seen
    std::vector<std::string_view> cells;
    std::vector<std::string> names; // of a header of one row, which may be there again at the head of a page
    auto give_header = [&] {
        std::vector<std::vector<std::string_view>> views;
        for (const auto& each : header) views.emplace_back(each.begin(), each.end());
        std::vector<RowCells> rows(views.begin(), views.end());
        if (header.empty()) return;
        names = header.size() == 1 ? header[0] : joined_header(rows);
        row(std::vector<std::string_view>(names.begin(), names.end()));
        header.clear();
    };
    while (table.next(chunk, findings)) {
        for (std::size_t r = 0; r < chunk.rows(); ++r) {
            if (!is_shown(chunk.kind[r], kind)) continue;
            cells.clear();
            for (std::size_t c = 0; c < chunk.width[r]; ++c) cells.push_back(chunk.cell(c, r));
            if (!keeps_places(kind) && chunk.kind[r] == RowKind::header) {
                header.emplace_back(cells.begin(), cells.end());
                continue;
            }
            give_header();
            if (kind != FileKind::csv || cells.size() < 2 || !std::ranges::equal(cells, names)) row(cells);
        }
        findings.clear();
    }
    give_header();
}

template <class Table> void each_table(OpenedFile& file, const ReadOptions& options, Table table)
{
    bool chosen = options.sheet && *options.sheet != "auto";
    for (auto& each : file.tables)
        if (!each->hidden || chosen) table(*each);
}

bool spans(const PlacedCell& cell) { return cell.row != cell.last_row || cell.column != cell.last_column; }

void put_cells(std::string& out, const std::vector<PlacedCell>& cells)
{
    if (std::ranges::none_of(cells, spans)) return;
    out += R"(,"cells":[)";
    bool first = true;
    for (const auto& cell : cells) {
        out += fmt::format(R"({}{{"r":{},"c":{},"r2":{},"c2":{},"text":)", first ? "" : ",", cell.row, cell.column,
                           cell.last_row, cell.last_column);
        json::append_string(out, cell.text);
        out += '}';
        first = false;
    }
    out += ']';
}

void put_places(ByteSink& sink, const std::vector<PlacedCell>& cells)
{
    for (const auto& cell : cells) {
        std::array<std::uint32_t, 5> words{
            static_cast<std::uint32_t>(cell.page), std::bit_cast<std::uint32_t>(cell.left),
            std::bit_cast<std::uint32_t>(cell.top), std::bit_cast<std::uint32_t>(cell.right),
            std::bit_cast<std::uint32_t>(cell.bottom)};
        sink.write({reinterpret_cast<const char*>(words.data()), sizeof words});
    }
}
} // namespace

void extract_json(const ByteSource& source, const std::string& name, const ReadOptions& options, ByteSink& sink,
                  ByteSink* places)
{
    auto file = open_file(source, name, options);
    Output out{sink, {}};
    out.text = R"({"file":)";
    json::append_string(out.text, name);
    out.text += R"(,"kind":)" + json::serialize(json::encode(file.kind));
    out.text += R"(,"dialect":)" + json::serialize(json::encode(file.dialect)) + R"(,"tables":[)";
    bool first_table = true;
    each_table(file, options, [&](TableReader& table) {
        out.text += first_table ? "\n{" : ",\n{";
        first_table = false;
        json::value sheet = json::encode(table.sheet);
        out.text += R"("page":)" + std::to_string(table.page) + R"(,"sheet":)" + json::serialize(sheet) +
                    R"(,"confidence":)" + fmt::format("{:.2f}", table.confidence) + R"(,"rows":[)";
        bool first_row = true;
        each_row(table, file.kind, [&](RowCells cells) {
            out.text += first_row ? "\n[" : ",\n[";
            first_row = false;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (c) out.text += ',';
                json::append_string(out.text, cells[c]);
            }
            out.text += ']';
            out.flush_if_large();
        });
        out.text += ']';
        put_cells(out.text, table.cells);
        out.text += '}';
        if (places) put_places(*places, table.cells);
    });
    for (const auto& doubt : file.doubts) file.notices.push_back({doubt.what, in_words(doubt)});
    out.text += R"(],"notices":)" + json::serialize(json::encode(file.notices)) + "}\n";
    out.flush();
}

void extract_csv(const ByteSource& source, const std::string& name, const ReadOptions& options, ByteSink& sink,
                 ByteSink* places)
{
    auto file = open_file(source, name, options);
    Output out{sink, {}};
    bool first_table = true;
    each_table(file, options, [&](TableReader& table) {
        if (!first_table) out.text += '\n';
        first_table = false;
        each_row(table, file.kind, [&](RowCells cells) {
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (c) out.text += ',';
                put_csv(out.text, cells[c]);
            }
            out.text += '\n';
            out.flush_if_large();
        });
        if (places) put_places(*places, table.cells);
    });
    out.flush();
}
} // namespace engine
