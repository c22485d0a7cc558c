#include "server/pipeline/person_search.hpp"
#include "engine/contract/contract.hpp"
#include "engine/names/whose_name.hpp"
#include "engine/prepare/choose_table.hpp"
#include "engine/text/unicode.hpp"
#include "server/runs/answer_store.hpp"
#include "server/sandbox/descriptor.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>
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

bool has_digit(std::string_view text) { return text.find_first_of("0123456789") != text.npos; }

// What is known of a column of a file.
struct Column {
    bool is_personal = false;
    engine::NameOf name = engine::NameOf::nobody;

    // Of several heads the one that says most for the student counts.
    void is_headed(const std::string& head)
    {
        auto of = engine::name_of(head);
        if (of == engine::NameOf::student || name == engine::NameOf::nobody) name = of;
    }
};

// Columns by what heads them, and those of a file without a header by their places.
class Columns
{
public:
    explicit Columns(const Searchable& file) : contract_(contract_of(file))
    {
        if (!contract_) return;
        for (const auto& field : contract_->schema.fields) {
            std::vector<std::string> heads{field.name, field.title};
            for (const auto& alias : contract_->aliases)
                if (alias.field == field.name) heads.insert(heads.end(), alias.names.begin(), alias.names.end());
            Column column{field.personal};
            for (const auto& head : heads) column.is_headed(head);
            for (const auto& mapped : file.mapping)
                if (mapped.field == field.name) heads.push_back(mapped.source);
            for (const auto& head : heads) known_.emplace(engine::header_key(head), column);
        }
        known_.erase("");
        for (const auto& column : columns_naming_people(file, contract_)) naming_.insert(engine::header_key(column));
    }

    std::vector<Column> of(const engine::PersonRow& row, const std::string& identifier) const
    {
        // A person who was taken for the header: the mapping says what each cell is.
        auto header = row.header.empty() && !is_known(row.cells) ? by_place(row.cells.size())
                      : row.header.empty()                       ? row.cells
                                                                 : row.header;
        auto moved = places_moved(row, header, identifier);
        std::vector<Column> columns(row.cells.size());
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (c < moved || c - moved >= header.size()) continue; // beyond the header
            const auto& head = header[c - moved];
            if (auto found = known_.find(engine::header_key(head)); found != known_.end()) columns[c] = found->second;
            columns[c].is_headed(head);
        }
        return columns;
    }

private:
    bool is_known(const std::vector<std::string>& cells) const
    {
        return std::ranges::any_of(cells, [&](const auto& cell) { return known_.contains(engine::header_key(cell)); });
    }

    std::vector<std::string> by_place(std::size_t cells) const
    {
        std::vector<std::string> names;
        if (contract_ && contract_->schema.fields.size() == cells)
            for (const auto& field : contract_->schema.fields) names.push_back(field.name);
        return names;
    }

    // A delimiter too many moves the cells behind it: the identifier stands further right than its column.
    std::size_t places_moved(const engine::PersonRow& row, const std::vector<std::string>& header,
                             const std::string& identifier) const
    {
        if (row.cells.size() <= header.size()) return 0;
        auto at =
            std::ranges::find_if(row.cells, [&](const auto& cell) { return engine::names_person(cell, identifier); });
        auto column =
            std::ranges::find_if(header, [&](const auto& head) { return naming_.contains(engine::header_key(head)); });
        auto is = at - row.cells.begin(), should = column - header.begin();
        return at != row.cells.end() && column != header.end() && is > should ? static_cast<std::size_t>(is - should)
                                                                              : 0;
    }

    std::optional<engine::Contract> contract_;
    std::map<std::string, Column> known_; // by header_key
    std::set<std::string> naming_;
};
} // namespace

void PersonSearch::learn(const Searchable& file, const engine::PersonRows& rows, students::PersonWords& words)
{
    Columns known(file);
    for (const auto& row : rows.rows) {
        if (row.in_passing) continue; // its cells are not by their columns
        auto columns = known.of(row, words.identifier());
        bool has_name = std::ranges::any_of(
            columns, [](const Column& one) { return one.is_personal && one.name == engine::NameOf::student; });
        for (std::size_t c = 0; c < columns.size(); ++c) {
            auto cell = engine::trim(row.cells[c]);
            if (engine::names_person(cell, words.identifier())) continue;
            bool is_text = !has_digit(cell) && cell.find(' ') != cell.npos;
            // Where no header speaks of a name, a personal text of several words is one.
            if (columns[c].name == engine::NameOf::another && is_text) continue; // it stays everywhere else
            if (columns[c].name == engine::NameOf::student || (!has_name && columns[c].is_personal && is_text))
                words.learn_name(cell);
            else if (columns[c].is_personal)
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
    job.person = engine::PersonWanted{identifier_, columns_naming_people(file, contract), names_};
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
