#include "engine/prepare/references.hpp"
#include "engine/contract/value.hpp"
#include "engine/prepare/choose_table.hpp"
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

// Hands over the cells that a foreign key may refer to, in the order of the key, for each row of the other feed's file.
// A file that this program published is read as it was written; another, as the terminal may be given, as files of
// senders are. False where the file lacks a column. Throws Unreadable.
bool each_reference(const ForeignKey& key, const ByteSource& file,
                    const std::function<void(std::span<const std::string_view>)>& row)
{
    std::vector<std::string_view> cells(key.reference_fields.size());
    if (auto columns = published_columns(file, key.reference_fields)) {
        TrustedCsv csv(file);
        for (Chunk chunk; csv.next(chunk);)
            for (std::size_t at = 0; at < chunk.rows(); ++at) {
                for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = chunk.cell((*columns)[c], at);
                row(cells);
            }
        return true;
    }
    auto contract = asking_for(key);
    ReadOptions options;
    options.canonical = true;
    auto opened = open_file(file, key.resource, options);
    auto table = choose_table(opened, contract, {}, {});
    bool found = std::ranges::all_of(table.matching.from, [](const auto& column) { return column.has_value(); });
    if (table.matching.from.empty() || !found) return false;
    auto& chunk = table.first;
    std::vector<Finding> ignored;
    do {
        for (std::size_t at = 0; at < chunk.rows(); ++at) {
            if (chunk.kind[at] != RowKind::data) continue;
            for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = trim(chunk.cell(*table.matching.from[c], at));
            row(cells);
        }
    } while (table.reader->next(chunk, ignored));
    return true;
}

std::unique_ptr<KeySet> load_reference(const Schema& schema, const ForeignKey& key, const ByteSource& file,
                                       std::vector<Notice>& notices)
{
    auto keys = std::make_unique<KeySet>();
    std::vector<FieldType> types;
    for (const auto& name : key.fields) types.push_back(schema.fields[*schema.find(name)].type);
    std::string room;
    bool found = each_reference(key, file, [&](std::span<const std::string_view> cells) {
        KeyHash hash;
        for (std::size_t c = 0; c < cells.size(); ++c) hash.add(value_key(types[c], cells[c], room));
        keys->add(hash, 0);
    });
    if (found) return keys;
    notices.push_back({"no_reference", fmt::format("The reference {} has no column {}, so {} was not checked.",
                                                   key.resource, key.reference_fields.back(), key.fields.back())});
    return nullptr;
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
        known->second = load_reference(schema_, key, *found->second, notices_);
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
