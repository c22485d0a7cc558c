#include "engine/validate/drift.hpp"
#include "engine/contract/value.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <unordered_set>

namespace engine
{
namespace
{
constexpr std::size_t most_known = 4096; // values of a field that are remembered
constexpr std::size_t most_looked_at = 500;
constexpr double enough_alike = 0.5;

using Values = std::unordered_set<std::string>;

std::string canonical(const Field& field, std::string_view cell)
{
    std::string room;
    std::string_view out;
    return read_value(field, cell, room, out) == Reads::value ? std::string(out) : std::string(cell);
}

// Values of the fields that the file lacks, from the first rows of the previous version.
std::vector<std::pair<std::size_t, Values>> former_values(const Contract& contract, const Matching& matching,
                                                          const ByteSource& previous)
{
    TrustedCsv reader(previous);
    std::vector<std::pair<std::size_t, Values>> out;
    std::vector<std::size_t> columns;
    auto made = made_by_steps(contract);
    for (std::size_t f = 0; f < contract.schema.fields.size(); ++f) {
        auto found = std::ranges::find(reader.header(), contract.schema.fields[f].name);
        if (matching.from[f] || found == reader.header().end() || made.contains(*found)) continue;
        columns.push_back(static_cast<std::size_t>(found - reader.header().begin()));
        out.emplace_back(f, Values());
    }
    Chunk chunk;
    if (columns.empty() || !reader.next(chunk)) return {};
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (std::size_t row = 0; row < chunk.rows() && out[i].second.size() < most_known; ++row)
            if (auto cell = chunk.cell(columns[i], row); !cell.empty()) out[i].second.emplace(cell);
    std::erase_if(out, [](const auto& one) { return one.second.empty(); });
    return out;
}

double share_known(const Field& field, const Chunk& chunk, std::size_t column, const Values& known)
{
    std::set<std::string_view> seen;
    std::size_t hits = 0;
    for (std::size_t row = 0; row < chunk.rows() && seen.size() < most_looked_at; ++row) {
        auto cell = trim(chunk.cell(column, row));
        if (chunk.kind[row] != RowKind::data || cell.empty() || !seen.insert(cell).second) continue;
        hits += known.contains(canonical(field, cell));
    }
    return seen.empty() ? 0 : static_cast<double>(hits) / static_cast<double>(seen.size());
}
} // namespace

std::vector<GoneColumn> gone_columns(const Contract& contract, const Matching& matching, const Chunk& chunk,
                                     const ByteSource& previous)
{
    auto former = former_values(contract, matching, previous);
    std::vector<GoneColumn> out;
    for (const auto& [f, values] : former) {
        const auto& field = contract.schema.fields[f];
        GoneColumn gone{f, std::nullopt, 0};
        for (std::size_t c = 0; c < matching.columns.size() && c < chunk.columns.size(); ++c) {
            const auto& column = matching.columns[c];
            if (column.field || column.source.empty()) continue;
            auto alike = share_known(field, chunk, c, values);
            if (alike >= enough_alike && alike > gone.alike) gone = {f, column.source, alike};
        }
        out.push_back(std::move(gone));
    }
    return out;
}

Finding drift_finding(const Field& field, const GoneColumn& gone)
{
    Finding finding;
    finding.rule = "column_gone";
    finding.severity = Severity::warning;
    finding.column = field.name;
    finding.message = fmt::format("The column {} is gone; the last version had it.", field.title);
    finding.expected = fmt::format("the column {}, as before", field.title);
    finding.remedy =
        gone.renamed ? fmt::format("“{}” holds the same values ({:.0f} % of them): was the column renamed? Then add "
                                   "that name to the aliases of {}.",
                                   *gone.renamed, gone.alike * 100, field.name)
                     : fmt::format("Ask the sender whether {} was left out on purpose.", field.title);
    return finding;
}
} // namespace engine
