#include "server/pipeline/person_search.hpp"
#include "engine/choose_table.hpp"
#include "engine/contract/contract.hpp"
#include "server/runs/answer_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include <fmt/format.h>
#include <set>

namespace pipeline
{
namespace
{
using students::PlaceKind;
using students::Searchable;

bool is_export(PlaceKind kind) { return kind == PlaceKind::rows || kind == PlaceKind::report; }

std::optional<engine::Contract> contract_of(const Searchable& file)
{
    if (!file.contract_text) return std::nullopt;
    try {
        return engine::parse_contract(*file.contract_text, file.feed.key);
    } catch (const engine::ContractErrors&) {
        return std::nullopt; // then every column is looked at
    }
}

// Fields that say who a row is about: personal ones, keys, and references to other feeds.
std::set<std::string> fields_naming_people(const engine::Schema& schema)
{
    std::set<std::string> names(schema.primary_key.begin(), schema.primary_key.end());
    for (const auto& key : schema.unique_keys) names.insert(key.begin(), key.end());
    for (const auto& key : schema.foreign_keys) names.insert(key.fields.begin(), key.fields.end());
    for (const auto& field : schema.fields)
        if (field.personal) names.insert(field.name);
    return names;
}

std::vector<std::string> columns_naming_people(const Searchable& file, const std::optional<engine::Contract>& contract)
{
    std::vector<std::string> columns;
    if (!contract) return columns;
    auto fields = fields_naming_people(contract->schema);
    for (const auto& name : fields) {
        columns.push_back(name);
        if (auto found = contract->schema.find(name)) columns.push_back(contract->schema.fields[*found].title);
    }
    for (const auto& alias : contract->aliases)
        if (fields.contains(alias.field)) columns.insert(columns.end(), alias.names.begin(), alias.names.end());
    for (const auto& column : file.mapping)
        if (column.field && fields.contains(*column.field)) columns.push_back(column.source);
    return columns;
}
} // namespace

Result<engine::PersonRows> PersonSearch::ask(const Searchable& file, int without)
{
    sandbox::EngineCall call;
    auto& job = call.job;
    job.step = sandbox::EngineStep::person;
    job.file_name = file.name;
    auto contract = contract_of(file);
    sandbox::Descriptor opened;
    try {
        if (is_export(file.kind)) {
            context_.storage.open_export(file.sha256); // compares the hash
            opened = sandbox::open_for_reading(context_.storage.export_path(file.sha256));
            job.file_name = "rows.csv";
            job.read.delimiter = ",";
            job.read.quote = "\"";
            job.read.header_row = job.read.header_rows = 1;
        } else {
            context_.storage.open_upload(file.sha256);
            opened = sandbox::open_for_reading(context_.storage.upload_path(file.sha256));
            auto answers =
                file.run_id
                    ? context_.database.read([&](db::Session& db) { return runs::answers_of(db, *file.run_id); })
                    : runs::Answers{};
            if (answers.read) job.read = feeds::options_of(*answers.read);
            job.read = engine::reading_options(job.read, contract ? contract->read : engine::ReadRules{});
        }
    } catch (const storage::Corrupt&) {
        return refuse(Why::conflict, "It is missing from the disk or has changed there.");
    }
    job.file = opened.number();
    job.person = engine::PersonWanted{identifier_, columns_naming_people(file, contract)};
    if (without >= 0) job.outputs["without"] = without;
    job.limits = context_.engine_limits;
    call.binary = context_.engine_binary;
    call.deadline = context_.engine_deadline;
    auto outcome = context_.engine(call, {});
    if (!outcome.answered()) return refuse(Why::conflict, outcome.message);
    if (outcome.unreadable) return refuse(Why::invalid, outcome.unreadable->message);
    return outcome.person.value();
}

Result<engine::PersonRows> PersonSearch::in(const Searchable& file) { return ask(file, -1); }

Result<PersonSearch::Without> PersonSearch::take_out(const Searchable& file)
{
    auto copy = sandbox::anonymous_file("without");
    auto rows = ask(file, copy.number());
    if (!rows) return std::unexpected(rows.error());
    Without without{std::move(*rows), {}, file.name};
    if (without.rows.places.empty()) return without;
    auto incoming = context_.storage.receive();
    FileSource source(copy.number());
    std::string piece(1 << 20, '\0');
    for (std::uint64_t at = 0; at < source.size();) {
        auto got = source.read(at, piece);
        if (got == 0) break;
        incoming->write(std::string_view(piece).substr(0, got));
        at += got;
    }
    if (incoming->bytes() == 0) incoming->write("\n");
    without.stored = incoming->keep();
    if (const auto& ending = without.rows.became)
        without.name = std::filesystem::path(file.name).stem().string() + "." + *ending;
    return without;
}
} // namespace pipeline
