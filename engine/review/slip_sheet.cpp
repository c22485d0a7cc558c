#include "engine/review/slip_sheet.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/read/repeated_headers.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
std::optional<std::string> text_of(std::string_view cell)
{
    return is_blank(cell) ? std::nullopt : std::optional<std::string>(cell);
}

// Rows that come back are single rows: what steps do with rows as a whole has been done.
Contract of_single_rows(Contract contract)
{
    std::erase_if(contract.steps, [](const Step& step) {
        return std::holds_alternative<DropRowsStep>(step.action) || std::holds_alternative<DedupeStep>(step.action) ||
               std::holds_alternative<HeadingRowsStep>(step.action);
    });
    return contract;
}

std::optional<std::size_t> column_named(const std::vector<std::string>& header, std::string_view name)
{
    auto found = std::ranges::find(header, header_key(name), header_key);
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

std::string_view cell_at(const Chunk& chunk, std::optional<std::size_t> column, std::size_t row)
{
    return column && *column < chunk.columns.size() ? trim(chunk.cell(*column, row)) : std::string_view();
}

// “No column of yours”: also where nothing could find a row again.
Unreadable no_slip(const std::string& name, const Contract& contract)
{
    return {"no_slip", fmt::format("“{}” is no correction sheet of this file: none of its columns is one of {}. Send "
                                   "the sheet that was downloaded here.",
                                   name, contract.title)};
}
} // namespace

SlipCells cells_of(const Batch& batch, std::size_t fields, std::uint32_t row)
{
    SlipCells cells;
    for (std::size_t i = 0; i < fields; ++i) cells.push_back(text_of(batch.columns[i][row]));
    return cells;
}

SlipCells sent_cells(const Chunk& chunk, const Matching& matching, std::size_t fields, std::size_t row)
{
    SlipCells cells;
    for (std::size_t i = 0; i < fields; ++i) {
        auto from = matching.from[i];
        cells.push_back(from && *from < chunk.columns.size() ? text_of(chunk.cell(*from, row)) : std::nullopt);
    }
    return cells;
}

SlipSheet read_slip_sheet(const Contract& contract, const ByteSource& slip, const std::string& name)
{
    auto rules = of_single_rows(contract);
    ReadOptions options;
    options.canonical = true;
    auto file = open_file(slip, name, options);
    auto table = choose_table(file, rules, options, {});
    if (!table.reader || table.matching.matched == 0) throw no_slip(name, contract);
    auto code = column_named(table.header, "Row code"), line = column_named(table.header, "Row in your file");
    SlipSheet sheet;
    std::vector<Notice> ignored;
    Standardizer standardizer(rules, table.matching, ignored);
    auto fields = rules.schema.fields.size();
    for (std::size_t i = 0; i < fields; ++i) sheet.has.push_back(standardizer.layout().has_values(i));
    Batch batch;
    do {
        mark_repeated_headers(table.first, table.header);
        standardizer.apply(table.first, batch);
        for (auto row : batch.live) {
            SlipRow one;
            one.sheet_line = static_cast<std::int64_t>(batch.line[row]);
            one.code = cell_at(table.first, code, row);
            auto written = one.code.empty() ? std::string(cell_at(table.first, line, row))
                                            : one.code.substr(0, one.code.find('-'));
            one.line = parse_integer(written);
            one.cells = cells_of(batch, fields, row);
            one.as_written = sent_cells(table.first, table.matching, fields, row);
            sheet.rows.push_back(std::move(one));
        }
    } while (table.reader->next(table.first, table.findings));
    return sheet;
}
} // namespace engine
