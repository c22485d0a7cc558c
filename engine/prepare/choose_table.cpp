#include "engine/prepare/choose_table.hpp"
#include "engine/read/html/html_tokens.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <list>

namespace engine
{
namespace
{
constexpr std::size_t header_search_rows = 64;
constexpr std::size_t offered_rows = 5, offered_columns = 12;

std::vector<std::string> cells_of(const Chunk& chunk, std::size_t row)
{
    std::vector<std::string> cells;
    for (const auto& column : chunk.columns) cells.emplace_back(trim(column[row]));
    return cells;
}

// One name for each column from several header rows. In all but the last, a blank cell belongs to the one at its left,
// as merged cells do.
std::vector<std::string> joined_header(const Chunk& chunk, const std::vector<std::size_t>& rows)
{
    std::vector<std::string> header(chunk.columns.size());
    for (auto row : rows) {
        std::string left;
        for (std::size_t c = 0; c < header.size(); ++c) {
            std::string part(trim(chunk.cell(c, row)));
            if (row != rows.back()) {
                if (part.empty()) part = left;
                left = part;
            }
            if (!part.empty() && !header[c].empty() && row != rows.front()) header[c] += ' ';
            header[c] += part;
        }
    }
    while (!header.empty() && header.back().empty()) header.pop_back();
    return header;
}

// Names for columns of a table without a header: by position, where there are as many as the contract has fields.
std::vector<std::string> header_by_position(const Chunk& chunk, const Schema& schema)
{
    std::vector<std::string> header;
    if (chunk.columns.size() == schema.fields.size())
        for (const auto& field : schema.fields) header.push_back(field.name);
    return header;
}

void mark_header(ChosenTable& table, std::size_t row)
{
    auto& kind = table.first.kind;
    for (std::size_t above = 0; above < row; ++above)
        if (kind[above] != RowKind::blank) kind[above] = RowKind::preamble;
    for (std::size_t below = row + 1; below < kind.size(); ++below)
        if (kind[below] == RowKind::header) kind[below] = RowKind::data;
    kind[row] = RowKind::header;
    auto line = static_cast<std::int64_t>(table.first.line[row]);
    std::erase_if(table.findings, [&](const Finding& finding) { return finding.line && *finding.line <= line; });
}

// A header of an earlier file as this one writes it.
std::string as_written(const std::string& name, const std::vector<std::string>& header)
{
    if (std::ranges::find(header, name) != header.end()) return name;
    auto same = std::ranges::find(header, header_key(name), header_key);
    return same == header.end() ? name : *same;
}

// By the answers for this file, and by those for the same headers in an earlier one where these say nothing.
Matching match(const std::vector<std::string>& header, const Contract& contract, const KnownColumns& known)
{
    auto found = known.remembered.empty() ? known.remembered.end() : known.remembered.find(header_signature(header));
    if (found == known.remembered.end()) return match_columns(header, contract, known.answers);
    auto answers = known.answers;
    for (const auto& [name, field] : found->second) answers.try_emplace(as_written(name, header), field);
    auto matching = match_columns(header, contract, answers);
    for (auto& column : matching.columns)
        if (column.how == "answered" && !known.answers.contains(column.source)) column.how = "remembered";
    return matching;
}

// Names as web pages write them (Pr&eacute;nom), where more of them are the contract's once they are written out.
void take_references(ChosenTable& table, const Contract& contract, const KnownColumns& known)
{
    auto written = table.header;
    for (auto& name : written) name = html::without_references(name);
    if (written == table.header) return;
    auto matching = match(written, contract, known);
    if (matching.matched <= table.matching.matched) return;
    table.header = std::move(written);
    table.matching = std::move(matching);
}

void find_header(ChosenTable& table, const Contract& contract, const ReadOptions& options, const KnownColumns& known)
{
    const auto& chunk = table.first;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < chunk.rows(); ++row)
        if (chunk.kind[row] == RowKind::header) rows.push_back(row);
    if (options.header_row == 0 || options.header_rows == 0)
        table.header = header_by_position(chunk, contract.schema);
    else
        table.header = joined_header(chunk, rows);
    table.matching = match(table.header, contract, known);
    take_references(table, contract, known);
    if (options.header_row || options.header_rows == 0) return;

    std::optional<std::size_t> better;
    for (std::size_t row = 0; row < std::min(chunk.rows(), header_search_rows); ++row) {
        if (chunk.kind[row] == RowKind::blank || (rows.size() == 1 && row == rows[0])) continue;
        auto cells = cells_of(chunk, row);
        auto matching = match(cells, contract, known);
        if (matching.matched <= table.matching.matched) continue;
        while (!cells.empty() && cells.back().empty()) cells.pop_back();
        matching.columns.resize(std::min(matching.columns.size(), cells.size()));
        table.header = std::move(cells);
        table.matching = std::move(matching);
        better = row;
    }
    if (better) mark_header(table, *better);
}

std::string sheet_names(const std::list<ChosenTable>& tables)
{
    std::string names;
    for (const auto& table : tables)
        names += fmt::format("{}“{}”", names.empty() ? "" : ", ",
                             table.reader->sheet.value_or(fmt::format("page {}", table.reader->page)));
    return names;
}

Reason no_table(const Contract& contract, const ChosenTable* nearest)
{
    std::string fields;
    for (const auto& field : contract.schema.fields) fields += (fields.empty() ? "" : ", ") + field.title;
    if (!nearest || nearest->first.rows() == 0)
        return {"no_table",
                fmt::format("The file has no table. A header row with {} was expected, and rows below it.", fields),
                false};
    return {"no_table",
            fmt::format("No column of the file is one of the contract's. Expected were {}. Say which row is the "
                        "header, or send the "
                        "file that belongs to “{}”.",
                        fields, contract.title),
            true};
}
} // namespace

ReadOptions reading_options(const ReadOptions& given, const ReadRules& rules)
{
    auto out = given;
    out.canonical = true; // dates and numbers as the contract's types expect them, not as a sheet shows them
    auto take = [](auto& into, const auto& from) {
        if (!into) into = from;
    };
    take(out.encoding, rules.encoding);
    take(out.delimiter, rules.delimiter);
    take(out.quote, rules.quote);
    take(out.escape, rules.escape);
    take(out.header_row, rules.header_row);
    take(out.header_rows, rules.header_rows);
    take(out.sheet, rules.sheet);
    take(out.pages, rules.pages);
    take(out.area, rules.area);
    return out;
}

OpenedFile open_as_chosen(const ByteSource& source, const std::string& name, ReadOptions& options,
                          const Choices& choices)
{
    if (auto sheet = chosen(choices, "sheet"); sheet && !options.table && !options.sheet) options.sheet = *sheet;
    auto file = open_file(source, name, options);
    for (const auto& doubt : file.doubts) {
        auto answer = doubt.what == "encoding" ? chosen(choices, "encoding") : std::nullopt;
        if (!answer || !doubt.is_answer(*answer)) continue;
        options.encoding = *answer;
        return open_file(source, name, options);
    }
    return file;
}

ChosenTable choose_table(OpenedFile& file, const Contract& contract, const ReadOptions& options,
                         const KnownColumns& known)
{
    std::list<ChosenTable> best;
    std::vector<TableOffer> offers;
    std::int64_t number = 0;
    for (auto& reader : file.tables) {
        ++number;
        bool named = options.table == number;
        if (reader->hidden && !named) continue;
        ChosenTable table;
        table.reader = reader.get();
        if (!reader->next(table.first, table.findings)) continue;
        find_header(table, contract, options, known);
        auto matched = table.matching.matched;
        offers.push_back({number, reader->sheet, reader->page, static_cast<std::int64_t>(matched), false,
                          first_rows(table.first, offered_rows, offered_columns)});
        if (options.table && !named) continue;
        if (!best.empty() && matched < best.front().matching.matched) continue;
        if (!best.empty() && matched > best.front().matching.matched) best.clear();
        if (best.empty() || matched > 0) best.push_back(std::move(table));
    }
    if (best.empty()) {
        ChosenTable none;
        none.reasons.push_back(no_table(contract, nullptr));
        if (file.kind == FileKind::pdf)
            none.reasons = {{"no_table",
                             "No table was found on the pages. Draw where it is on a page, or send its data as .csv or "
                             ".xlsx.",
                             true}};
        if (!offers.empty())
            none.reasons = {{"ambiguous_table",
                             fmt::format("The file has no table number {}. Say which one is meant.", *options.table),
                             true}};
        none.offers = std::move(offers);
        return none;
    }
    if (best.front().matching.matched == 0)
        best.front().reasons.push_back(no_table(contract, &best.front()));
    else if (best.size() > 1)
        best.front().reasons.push_back(
            {"ambiguous_table",
             fmt::format("{} tables of the file fit equally well: {}. Say which one is meant.", best.size(),
                         sheet_names(best)),
             true});
    auto& chosen = best.front();
    if (offers.size() > 1) {
        for (auto& offer : offers)
            offer.chosen = chosen.reasons.empty() &&
                           file.tables[static_cast<std::size_t>(offer.number) - 1].get() == chosen.reader;
        chosen.offers = std::move(offers);
    }
    return std::move(chosen);
}
} // namespace engine
