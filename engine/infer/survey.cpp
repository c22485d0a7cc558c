#include "engine/infer/survey.hpp"
#include "engine/contract/choices.hpp"
#include "engine/read/all_sheets.hpp"
#include "engine/read/header.hpp"
#include "engine/read/prepared_rows.hpp"
#include "engine/read/sheet_table.hpp"
#include "engine/standardize/matching.hpp"
#include "engine/table/key_set.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace engine
{
namespace
{
struct Table {
    TableReader* reader = nullptr;
    Chunk first;
    std::vector<std::string> header;
    bool has_header = false;
    std::size_t named = 0; // columns with a name and something below
    std::vector<Finding> findings;

    std::size_t worth() const { return named * 1'000'000 + first.rows(); }
};

std::string one_line(std::string text)
{
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return std::string(trim(text));
}

void name_columns(Table& table)
{
    const auto& chunk = table.first;
    std::vector<std::vector<std::string_view>> rows;
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        if (chunk.kind[row] != RowKind::header) continue;
        auto& cells = rows.emplace_back();
        for (std::size_t c = 0; c < chunk.columns.size(); ++c) cells.push_back(chunk.cell(c, row));
    }
    std::vector<RowCells> header(rows.begin(), rows.end());
    table.has_header = !rows.empty();
    if (table.has_header) table.header = joined_header(header);
    table.header.resize(chunk.columns.size());
    for (auto& name : table.header) name = one_line(name);
    for (std::size_t c = 0; c < table.header.size(); ++c) table.named += !table.has_header || !table.header[c].empty();
}

bool is_workbook(FileKind kind) { return kind == FileKind::xlsx || kind == FileKind::ods || kind == FileKind::xls; }

// The visible table with most named columns; of equals the longer one, then the first. `alike` are those
// that have the same names.
Table best_table(OpenedFile& file, const ReadOptions& options, std::size_t& tables, std::size_t& alike)
{
    Table best;
    tables = 0;
    std::map<std::string, std::size_t> signatures;
    for (auto& reader : file.tables) {
        if (reader->hidden && !options.sheet) continue;
        Table table;
        table.reader = reader.get();
        if (!reader->next(table.first, table.findings)) continue;
        name_columns(table);
        tables += table.named > 0;
        if (table.has_header) ++signatures[header_signature(table.header)];
        if (!best.reader || table.worth() > best.worth()) best = std::move(table);
    }
    alike = best.has_header ? signatures[header_signature(best.header)] : 0;
    return best;
}

Unreadable no_rows(const GoodFile& file)
{
    return {"no_table", fmt::format("“{}” has no table with rows. A header row and at least one row below it were "
                                    "expected; give a file as it usually comes.",
                                    file.name)};
}

class Surveyor
{
public:
    Surveyor(const ReadOptions& options, const Choices& choices, std::size_t files)
        : options_(options), files_(files), skips_prepared_(chosen(choices, "rows", "prepared") != "keep")
    {
        options_.canonical = true;
    }

    void add(const GoodFile& good)
    {
        auto file = open_file(*good.bytes, good.name, options_);
        std::size_t tables = 0, alike = 0;
        for (auto& doubt : file.doubts)
            if (std::ranges::find(out_.doubts, doubt.what, &Doubt::what) == out_.doubts.end())
                out_.doubts.push_back(std::move(doubt));
        auto table = best_table(file, options_, tables, alike);
        if (alike > 1 && !options_.sheet && is_workbook(file.kind)) {
            options_.sheet = every_sheet;
            out_.all_sheets = true;
            file = open_file(*good.bytes, good.name, options_);
            table = best_table(file, options_, tables, alike);
        }
        if (options_.sheet && fold(*options_.sheet) == every_sheet && is_workbook(file.kind)) out_.all_sheets = true;
        if (!table.reader) throw no_rows(good);
        prepared_ = {};
        bool is_first = out_.samples.empty();
        if (is_first) {
            out_.sheet = table.reader->sheet;
            out_.tables = tables;
            out_.has_header = table.has_header;
        }
        auto columns = columns_of(table);
        auto rows_before = out_.rows;
        auto& sample = out_.samples.emplace_back();
        sample.columns.resize(out_.columns.size());
        sampled_rows_ =
            std::min(most_sampled_rows, most_sampled_cells / files_ / std::max<std::size_t>(1, columns.size()));
        do {
            see(table, columns, sample);
            table.findings.clear();
        } while (table.reader->next(table.first, table.findings));
        if (out_.rows == rows_before) throw no_rows(good);
        for (std::size_t c = 0; c < out_.columns.size(); ++c) {
            bool here = std::ranges::find(columns, std::optional(c)) != columns.end();
            bool is_new = c >= known_;
            auto absent = (here ? 0 : out_.rows - rows_before) + (is_new ? rows_before : 0);
            for (std::int64_t i = 0; i < absent; ++i) out_.columns[c].see_absent();
        }
        known_ = out_.columns.size();
    }

    Survey done()
    {
        if (out_.prepared_rows < least_prepared_rows || !skips_prepared_) out_.prepared_rows = 0;
        return std::move(out_);
    }

private:
    // Which profile each column of the table belongs to.
    std::vector<std::optional<std::size_t>> columns_of(const Table& table)
    {
        std::vector<std::optional<std::size_t>> columns(table.header.size());
        std::set<std::size_t> hidden;
        for (const auto& finding : table.findings)
            if (finding.rule == "hidden_columns")
                for (auto c : hidden_columns_in(finding)) hidden.insert(c);
        std::map<std::string, int> times;
        std::map<std::string, int> same, seen;
        for (const auto& name : table.header) ++times[header_key(name)], ++same[name];
        for (std::size_t c = 0; c < columns.size(); ++c) {
            auto header = table.has_header ? table.header[c] : fmt::format("column_{}", c + 1);
            auto key = header_key(header);
            if (key.empty()) continue;
            if (hidden.contains(c)) {
                if (std::ranges::find(out_.hidden, header) == out_.hidden.end()) out_.hidden.push_back(header);
                continue;
            }
            if (table.has_header && times[key] > 1) {
                if (std::ranges::find(out_.repeated, header) == out_.repeated.end()) out_.repeated.push_back(header);
                auto nth = ++seen[header];
                auto numbered = nth_of_a_name(header, nth);
                if (same[header] != times[key] || times.contains(header_key(numbered))) continue;
                if (nth > 1) header = numbered, key = header_key(numbered);
            }
            auto [found, added] = by_key_.emplace(key, out_.columns.size());
            if (added) out_.columns.emplace_back(header);
            columns[c] = found->second;
        }
        return columns;
    }

    void see(const Table& table, const std::vector<std::optional<std::size_t>>& columns, KeySample& sample)
    {
        const auto& chunk = table.first;
        std::set<std::uint64_t> headings;
        for (const auto& finding : table.findings)
            if (finding.rule == "heading_row" && finding.line && finding.value) {
                headings.insert(static_cast<std::uint64_t>(*finding.line));
                out_.headings.push_back(*finding.value);
            }
        auto prepared = prepared_.of(chunk);
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] != RowKind::data || repeats_header(table, row)) continue;
            if (headings.contains(chunk.line[row])) continue;
            out_.prepared_rows += prepared[row];
            if (prepared[row] && skips_prepared_) continue;
            ++out_.rows;
            bool sampled = sample.rows < sampled_rows_;
            sample.rows += sampled;
            for (std::size_t c = 0; c < columns.size() && c < chunk.columns.size(); ++c) {
                if (!columns[c]) continue;
                auto cell = trim(chunk.cell(c, row));
                out_.columns[*columns[c]].see(cell);
                if (!sampled) continue;
                KeyHash hash;
                hash.add(cell);
                sample.columns[*columns[c]].push_back(hash.low);
            }
        }
    }

    // As every page of some exports does.
    static bool repeats_header(const Table& table, std::size_t row)
    {
        for (std::size_t c = 0; c < table.header.size() && c < table.first.columns.size(); ++c)
            if (one_line(std::string(table.first.cell(c, row))) != table.header[c]) return false;
        return table.has_header;
    }

    ReadOptions options_;
    std::size_t files_, sampled_rows_ = 0;
    Survey out_;
    bool skips_prepared_;
    PreparedRows prepared_;
    std::map<std::string, std::size_t> by_key_;
    std::size_t known_ = 0; // columns of the files before
};
} // namespace

Survey survey(const std::vector<GoodFile>& files, const ReadOptions& options, const Choices& choices)
{
    Surveyor surveyor(options, choices, files.size());
    for (const auto& file : files) surveyor.add(file);
    return surveyor.done();
}
} // namespace engine
