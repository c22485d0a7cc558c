#include "engine/transform/transform.hpp"
#include "engine/contract/scalar_place.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/table/unreadable.hpp"
#include "engine/transform/alarm.hpp"
#include "engine/transform/query_shape.hpp"
#include "engine/transform/stability.hpp"
#include "engine/transform/vectors.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace engine
{
using namespace sql;

namespace
{
std::vector<Field> text_fields(const std::string& feed, const ByteSource& published)
{
    std::vector<Field> fields;
    try {
        TrustedCsv csv(published);
        for (const auto& name : csv.header()) {
            auto& field = fields.emplace_back();
            field.name = field.title = name;
        }
    } catch (const std::runtime_error&) {
        throw Unreadable("reference", fmt::format("The data of {} cannot be read. The clean.csv of one of its runs was "
                                                  "expected; give that file.",
                                                  feed));
    }
    return fields;
}

// Without the semicolon at its end, so that it can stand in brackets.
std::string without_end(std::string text)
{
    while (!text.empty() && (text.back() == ';' || text.back() == ' ' || text.back() == '\n')) text.pop_back();
    return text;
}

// A column under another name may hold what a personal column does.
bool may_be_personal(const Schema& schema, duckdb_type type)
{
    return type == DUCKDB_TYPE_VARCHAR && std::ranges::any_of(schema.fields, &Field::personal);
}

duckdb_type type_of(duckdb_prepared_statement statement, idx_t column)
{
    LogicalType type(api().prepared_statement_column_logical_type(statement, column));
    return api().get_type_id(type.get());
}
} // namespace

Transform::Transform(const TransformJob& job)
    : job_(job), sql_(job_.contract.transform->sql), database_(job_.limits, Access::none)
{
    try {
        add_tables();
        database_.lock();
        check_query();
    } catch (const SqlError& error) {
        refuse(error);
    }
}

void Transform::add_tables()
{
    auto& data = tables_.emplace_back();
    data.name = "data";
    data.fields = job_.contract.schema.fields;
    for (const auto& [feed, source] : job_.references) {
        auto& table = tables_.emplace_back();
        table.name = feed;
        table.fields = text_fields(feed, *source);
        table.source = source;
    }
    for (auto& table : tables_) add_table(database_, table);
}

void Transform::check_query()
{
    Handle<duckdb_extracted_statements, &Api::destroy_extracted> statements;
    auto count = api().extract_statements(database_.connection(), sql_.c_str(), statements.out());
    if (count == 0) {
        const auto* reason = api().extract_statements_error(statements.get());
        throw SqlError(reason ? reason : "there is no statement, expected a SELECT");
    }
    if (count > 1) refuse(fmt::format("there are {} statements, expected one SELECT", count), std::nullopt);

    auto tree = database_.text("SELECT json_serialize_sql(CAST($1 AS VARCHAR))", sql_);
    if (tree.starts_with(R"({"error":true)")) refuse("expected one SELECT, and no other statement", std::nullopt);
    auto shape = query_shape(tree);
    if (shape.refusal) refuse(shape.refusal->message, shape.refusal->position);
    for (const auto& key : job_.contract.schema.foreign_keys)
        if (std::ranges::find(shape.tables, key.resource) != shape.tables.end() &&
            !job_.references.contains(key.resource))
            missing_.push_back(key.resource);
    if (!missing_.empty()) return;

    Prepared statement;
    if (api().prepare_extracted_statement(database_.connection(), statements.get(), 0, statement.out()) !=
        DuckDBSuccess)
        throw SqlError(api().prepare_error(statement.get()));
    if (api().prepared_statement_type(statement.get()) != DUCKDB_STATEMENT_TYPE_SELECT)
        refuse("expected one SELECT, and no other statement", std::nullopt);
    if (auto changing = changing_function(database_, sql_)) refuse(changing->message, changing->position);
    read_result(statement.get());

    bool has_order = shape.is_ordered || shape.keeps_order;
    std::string before = has_order ? "" : "SELECT * FROM (";
    prefix_ = before.size();
    ordered_sql_ = has_order ? sql_ : before + without_end(sql_) + "\n) ORDER BY ALL";
}

void Transform::read_result(duckdb_prepared_statement statement)
{
    for (idx_t at = 0; at < api().prepared_statement_column_count(statement); ++at) {
        const char* given = api().prepared_statement_column_name(statement, at);
        Field field;
        field.name = field.title = given;
        api().free(const_cast<char*>(given));
        if (result_.find(field.name))
            refuse(fmt::format("two columns are called {}; give one of them another name with AS", field.name),
                   std::nullopt);
        auto type = type_of(statement, at);
        auto shown = field_type(type);
        if (!shown)
            refuse(fmt::format("the column {} is no text, number, date or truth value; CAST it to VARCHAR, or take its "
                               "parts apart",
                               field.name),
                   std::nullopt);
        field.type = *shown;
        field.personal = may_be_personal(job_.contract.schema, type);
        auto known = job_.contract.schema.find(field.name);
        if (known && sql_type(job_.contract.schema.fields[*known].type) == type)
            field = job_.contract.schema.fields[*known];
        result_.fields.push_back(std::move(field));
    }
}

std::int64_t Transform::run(const ByteSource& passed, const Row& row, const Progress& progress)
{
    tables_.front().source = &passed;
    Alarm alarm(database_.connection(), job_.limits.time);
    try {
        auto statement = database_.prepare(ordered_sql_);
        Result result;
        result.start(statement.get());
        return give_rows(result, row, progress);
    } catch (const SqlError& error) {
        if (alarm.has_rung())
            refuse(fmt::format("it did not end within {} s and was stopped; join on keys, or choose rows first",
                               job_.limits.time.count()),
                   std::nullopt);
        refuse(error);
    } catch (const CellError& problem) {
        refuse(problem.what(), std::nullopt);
    }
}

std::int64_t Transform::give_rows(Result& result, const Row& row, const Progress& progress)
{
    std::int64_t rows = 0;
    DataChunk chunk;
    std::vector<VectorReader> columns;
    std::vector<std::string> rooms(result_.fields.size());
    std::vector<std::string_view> cells(result_.fields.size());
    while (result.next(chunk)) {
        columns.clear();
        for (idx_t at = 0; at < cells.size(); ++at) columns.emplace_back(api().data_chunk_get_vector(chunk.get(), at));
        auto size = api().data_chunk_get_size(chunk.get());
        for (idx_t at = 0; at < size; ++at) {
            for (std::size_t column = 0; column < cells.size(); ++column)
                cells[column] = columns[column].text(at, rooms[column]);
            row(cells);
        }
        rows += static_cast<std::int64_t>(size);
        progress(tables_.front().progress, rows);
    }
    return rows;
}

std::string Transform::known_tables() const
{
    std::string names;
    for (const auto& table : tables_)
        names += (names.empty()               ? ""
                  : &table == &tables_.back() ? " and "
                                              : ", ") +
                 (table.name.contains('-') ? '"' + table.name + '"' : table.name);
    return names;
}

void Transform::refuse(const SqlError& error) const
{
    auto position = error.position();
    if (position && *position >= prefix_) *position -= prefix_;
    if (error.is_missing_table())
        refuse(fmt::format("there is no table {} here; it can read {}", error.name(), known_tables()), position);
    if (error.is_out_of_memory())
        refuse(fmt::format("it needs more room than the {} MiB of memory and the disk that it may use; choose rows and "
                           "columns first",
                           job_.limits.memory_bytes >> 20),
               position);
    refuse(error.what(), position);
}

void Transform::refuse(const std::string& message, std::optional<std::size_t> position) const
{
    const auto& begin = job_.contract.transform->place;
    auto place = position ? scalar_place(job_.contract_text, begin, sql_, *position) : begin;
    throw ContractErrors(job_.contract_name, {{place.line, place.column, "/transform", "transform: " + message}});
}
} // namespace engine
