#include "engine/review/preview.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/read/repeated_headers.hpp"
#include "engine/standardize/guessing.hpp"
#include "engine/standardize/standardizer.hpp"
#include "engine/validate/validator.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// Keeps the rows up to and with the `most`th data row.
void cut(Chunk& chunk, std::size_t most)
{
    std::size_t rows = 0;
    for (std::size_t data = 0; rows < chunk.rows() && data < most; ++rows) data += chunk.kind[rows] == RowKind::data;
    for (auto& column : chunk.columns) column.resize(rows);
    chunk.kind.resize(rows);
    chunk.line.resize(rows);
    chunk.width.resize(rows);
}

void fill_rows(Preview& out, const Contract& contract, ChosenTable& table, std::size_t most)
{
    auto& chunk = table.first;
    mark_repeated_headers(chunk, table.header);
    cut(chunk, most);
    std::vector<Notice> notices;
    Standardizer standardizer(contract, table.matching, notices);
    Validator validator({contract, [&](std::size_t field) { return standardizer.layout().has_values(field); },
                         [](const ForeignKey&) -> const KeySet* { return nullptr; }});
    Batch batch;
    standardizer.apply(chunk, batch);
    std::vector<std::vector<std::string>> wrong(batch.rows());
    for (const auto& problem : validator.check(batch))
        if (auto column = problem.rule->column(); column && *column < contract.schema.fields.size())
            wrong[problem.row].push_back(contract.schema.fields[*column].name);
    for (const auto& field : contract.schema.fields) out.fields.push_back(field.name);
    for (auto row : batch.live) {
        PreviewRow shown{static_cast<std::int64_t>(batch.line[row]), {}, {}, std::move(wrong[row])};
        for (std::size_t c = 0; c < out.mapping.size(); ++c)
            shown.before.push_back(c < chunk.columns.size() ? shown_cell(chunk.cell(c, row)) : "");
        for (std::size_t f = 0; f < contract.schema.fields.size(); ++f)
            shown.after.push_back(shown_cell(batch.columns[f][row]));
        out.rows.push_back(std::move(shown));
    }
}
} // namespace

Preview preview(const Job& job, std::size_t most)
{
    auto contract = parse_contract(job.contract_text, job.contract_name);
    apply_choices(contract, job.choices);
    auto options = reading_options(job.read, contract.read);
    auto file = open_as_chosen(job.pages ? *job.pages : *job.file, job.file_name, options, job.choices);
    auto table = choose_table(file, contract, options, {job.columns, job.remembered});
    Preview out;
    out.kind = file.kind;
    out.dialect = file.dialect;
    out.mapping = table.matching.columns;
    out.reasons = table.reasons;
    out.reasons.insert(out.reasons.end(), table.matching.reasons.begin(), table.matching.reasons.end());
    out.tables = std::move(table.offers);
    if (!table.reader) return out;
    out.sheet = table.reader->sheet;
    out.page = table.reader->page;
    add_samples(out.mapping, table.first);
    guess_columns(out.mapping, contract, table.first);
    fill_rows(out, contract, table, most);
    return out;
}
} // namespace engine
