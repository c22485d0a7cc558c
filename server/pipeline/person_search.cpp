#include "server/pipeline/person_search.hpp"
#include "engine/contract/contract.hpp"
#include "engine/names/names.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/text/unicode.hpp"
#include "server/runs/answer_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <ranges>
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

// Whether a header speaks of the name of somebody, in the languages of schools that send such files.
bool says_name(std::string_view header)
{
    static const std::set<std::string, std::less<>> alone{"first", "last",    "given",   "family",  "middle", "student",
                                                          "pupil", "learner", "child",   "eleve",   "alumno", "alumna",
                                                          "aluno", "aluna",   "schuler", "schueler"};
    static const std::set<std::string, std::less<>> within{
        "nom",       "noms", "prenom",   "prenoms", "nombre",   "nombres", "apellido", "apellidos", "cognome", "nome",
        "sobrenome", "imie", "nazwisko", "jmeno",   "prijmeni", "naam",    "namn",     "navn",      "nimi"};
    if (engine::header_key(header).find("name") != std::string::npos) return true;
    auto snake = engine::snake_case(header);
    if (alone.contains(snake)) return true;
    for (auto word : std::views::split(snake, '_'))
        if (within.contains(std::string_view(word.begin(), word.end()))) return true;
    return false;
}

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }
} // namespace

void PersonSearch::learn(const Searchable& file, const engine::PersonRows& rows, students::PersonWords& words)
{
    auto personal = personal_headers(file, contract_of(file));
    for (const auto& row : rows.rows) {
        auto is_personal = [&](std::size_t c) { return personal.contains(engine::header_key(row.header[c])); };
        if (row.header.empty()) // the student was taken for the header, and the mapping says what each cell is
            for (const auto& cell : row.cells)
                if (personal.contains(engine::header_key(cell))) words.learn_name(cell);
        auto columns = std::min(row.cells.size(), row.header.size());
        bool has_name = false;
        for (std::size_t c = 0; c < columns; ++c) has_name |= is_personal(c) && says_name(row.header[c]);
        for (std::size_t c = 0; c < columns; ++c) {
            auto cell = engine::trim(row.cells[c]);
            // Where no header speaks of a name, a personal text of several words is one.
            bool is_name = says_name(row.header[c]) ||
                           (!has_name && is_personal(c) && !has_digit(cell) && cell.find(' ') != cell.npos);
            if (is_name)
                words.learn_name(cell);
            else if (is_personal(c))
                words.learn_personal(cell);
        }
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
