#include "engine/references.hpp"
#include "engine/choose_table.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
namespace
{
// A contract that only asks for the columns of the key, so that the table and its header are found as always.
Contract asking_for(const ForeignKey& key)
{
    Contract contract;
    contract.title = key.resource;
    for (const auto& name : key.reference_fields) {
        Field field;
        field.name = field.title = name;
        contract.schema.fields.push_back(std::move(field));
    }
    return contract;
}

std::unique_ptr<KeySet> load_reference(const ForeignKey& key, const ByteSource& file, std::vector<Notice>& notices)
{
    auto contract = asking_for(key);
    ReadOptions options;
    options.canonical = true;
    auto opened = open_file(file, key.resource, options);
    auto table = choose_table(opened, contract, {}, {});
    bool found = std::ranges::all_of(table.matching.from, [](const auto& column) { return column.has_value(); });
    if (table.matching.from.empty() || !found) {
        notices.push_back({"no_reference", fmt::format("The reference {} has no column {}, so {} was not checked.",
                                                       key.resource, key.reference_fields.back(), key.fields.back())});
        return nullptr;
    }
    auto keys = std::make_unique<KeySet>();
    auto& chunk = table.first;
    std::vector<Finding> ignored;
    do {
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            if (chunk.kind[row] != RowKind::data) continue;
            KeyHash hash;
            for (const auto& column : table.matching.from)
                hash.add(trim(chunk.cell(*column, row)));
            keys->add(hash, 0);
        }
    } while (table.reader->next(chunk, ignored));
    return keys;
}
} // namespace

const KeySet* References::of(const ForeignKey& key)
{
    auto [known, fresh] = loaded_.try_emplace({key.resource, key.reference_fields});
    if (!fresh) return known->second.get();
    auto found = job_.references.find(key.resource);
    if (found == job_.references.end() || !found->second)
        notices_.push_back({"no_reference", fmt::format("{} was not at hand, so {} was not checked against it.",
                                                        key.resource, key.fields.back())});
    else
        known->second = load_reference(key, *found->second, notices_);
    return known->second.get();
}

std::unique_ptr<Comparison> load_previous(const Contract& contract, const ByteSource* previous,
                                          const ByteSource* history, std::vector<Notice>& notices)
{
    bool by_key = previous != nullptr;
    if (!previous) previous = history;
    if (!previous) {
        if (contract.delivery == Delivery::snapshot && !contract.schema.primary_key.empty())
            notices.push_back(
                {"no_previous", "There is no previous version, so gone and changed rows were not checked."});
        if (contract.history)
            notices.push_back(
                {"no_history",
                 "There is no previous version, so the numbers of rows and empty cells were not compared."});
        return nullptr;
    }
    try {
        TrustedCsv reader(*previous);
        auto comparison = std::make_unique<Comparison>(contract.schema, reader.header(), by_key);
        if (!by_key)
            notices.push_back({"other_period", "This is the first file of its period, so only the numbers of rows and "
                                               "empty cells were compared, with the last period's."});
        else if (!comparison->by_key())
            notices.push_back(
                {"no_key",
                 "The rows have no primary key in common with the previous version, so only counts were compared."});
        Chunk chunk;
        while (reader.next(chunk)) comparison->add_previous(chunk);
        return comparison;
    } catch (const std::runtime_error&) { // of TrustedCsv: the file is none that this program wrote
        throw Unreadable(
            "previous",
            "The previous version cannot be read. The clean.csv of an earlier run was expected; leave it out "
            "or give that file.");
    }
}

std::int64_t each_kept_row(const Schema& schema, const ByteSource& previous, const Comparison& comparison,
                           const std::function<void(std::span<const std::string_view>)>& row)
{
    TrustedCsv reader(previous);
    std::vector<std::optional<std::size_t>> columns;
    for (const auto& field : schema.fields) {
        auto found = std::ranges::find(reader.header(), field.name);
        columns.push_back(found == reader.header().end()
                              ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - reader.header().begin())));
    }
    std::vector<std::string_view> cells(columns.size());
    std::int64_t kept = 0;
    Chunk chunk;
    while (reader.next(chunk))
        for (std::size_t at = 0; at < chunk.rows(); ++at) {
            if (comparison.replaced(chunk, at)) continue;
            for (std::size_t c = 0; c < cells.size(); ++c)
                cells[c] = columns[c] ? chunk.cell(*columns[c], at) : null_cell;
            row(cells);
            ++kept;
        }
    return kept;
}
} // namespace engine
