#include "server/pipeline/person_search.hpp"
#include "engine/choose_table.hpp"
#include "engine/contract/contract.hpp"
#include "engine/text/unicode.hpp"
#include "server/runs/answer_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include <algorithm>
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

// Of the columns of personal fields, by what their headers say.
std::set<std::string> personal_headers(const Searchable& file, const std::optional<engine::Contract>& contract)
{
    std::set<std::string> keys;
    if (!contract) return keys;
    std::set<std::string> personal;
    for (const auto& field : contract->schema.fields) {
        if (!field.personal) continue;
        personal.insert(field.name);
        keys.insert(engine::header_key(field.name));
        keys.insert(engine::header_key(field.title));
    }
    for (const auto& alias : contract->aliases)
        if (personal.contains(alias.field))
            for (const auto& name : alias.names) keys.insert(engine::header_key(name));
    for (const auto& column : file.mapping)
        if (column.field && personal.contains(*column.field)) keys.insert(engine::header_key(column.source));
    keys.erase("");
    return keys;
}

bool says_name(const std::string& header_key) { return header_key.find("name") != header_key.npos; }
} // namespace

void PersonSearch::learn(const Searchable& file, const engine::PersonRows& rows, students::PersonWords& words)
{
    auto personal = personal_headers(file, contract_of(file));
    bool has_name_column = std::ranges::any_of(personal, says_name);
    for (const auto& row : rows.rows)
        for (std::size_t c = 0; c < row.cells.size() && c < row.header.size(); ++c) {
            auto key = engine::header_key(row.header[c]);
            // Where no header speaks of a name, a personal text of several words is one.
            bool is_name = says_name(key) || (!has_name_column && personal.contains(key) &&
                                              engine::trim(row.cells[c]).find(' ') != std::string_view::npos);
            if (is_name)
                words.learn_name(row.cells[c]);
            else if (personal.contains(key))
                words.learn_personal(row.cells[c]);
        }
}

Result<engine::PersonRows> PersonSearch::ask(const Searchable& file, int without)
{
    sandbox::EngineCall call;
    auto& job = call.job;
    job.step = sandbox::EngineStep::person;
    job.file_name = file.name;
    auto contract = contract_of(file);
    std::shared_ptr<const storage::OpenObject> opened;
    try {
        opened = context_.storage.open(is_export(file.kind) ? storage::Kind::made : storage::Kind::upload, file.sha256);
        if (is_export(file.kind)) {
            job.file_name = "rows.csv";
            job.read.delimiter = ",";
            job.read.quote = "\"";
            job.read.header_row = job.read.header_rows = 1;
        } else {
            auto answers =
                file.run_id
                    ? context_.database.read([&](db::Session& db) { return runs::answers_of(db, *file.run_id); })
                    : runs::Answers{};
            if (answers.read) job.read = feeds::options_of(*answers.read);
            if (!job.read.encoding) job.read.encoding = engine::chosen(answers.choices, "encoding");
            job.read = engine::reading_options(job.read, contract ? contract->read : engine::ReadRules{});
        }
    } catch (const storage::Lost&) {
        return refuse(Why::conflict, "It is missing from the disk or has changed there.");
    }
    job.file = opened->descriptor();
    job.person = engine::PersonWanted{identifier_, columns_naming_people(file, contract)};
    if (without >= 0) job.outputs["without"] = without;
    job.limits = context_.engine_limits;
    call.binary = context_.engine_binary;
    call.deadline = context_.engine_deadline;
    call.stop = unwanted_;
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
    incoming->accepted();
    if (const auto& ending = without.rows.became)
        without.name = std::filesystem::path(file.name).stem().string() + "." + *ending;
    return without;
}
} // namespace pipeline
