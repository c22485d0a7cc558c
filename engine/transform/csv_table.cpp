#include "engine/transform/csv_table.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/transform/vectors.hpp"

namespace engine::sql
{
namespace
{
struct Scan {
    explicit Scan(CsvTable& of) : table(of)
    {
        if (table.source) rows.emplace(*table.source);
        if (rows && rows->header().size() != table.fields.size())
            throw std::runtime_error(table.name + " has other columns than expected");
    }

    CsvTable& table;
    std::optional<TrustedCsv> rows;
    std::vector<std::size_t> columns; // those that the query needs
    Chunk chunk;
};

void bind(duckdb_bind_info info)
{
    const auto& table = *static_cast<CsvTable*>(api().bind_get_extra_info(info));
    for (const auto& field : table.fields) {
        LogicalType type(api().create_logical_type(sql_type(field.type)));
        api().bind_add_result_column(info, field.name.c_str(), type.get());
    }
}

void init(duckdb_init_info info)
{
    try {
        auto scan = std::make_unique<Scan>(*static_cast<CsvTable*>(api().init_get_extra_info(info)));
        for (idx_t at = 0; at < api().init_get_column_count(info); ++at)
            scan->columns.push_back(api().init_get_column_index(info, at));
        api().init_set_max_threads(info, 1);
        api().init_set_init_data(info, scan.release(), [](void* made) { delete static_cast<Scan*>(made); });
    } catch (const std::exception& problem) {
        api().init_set_error(info, problem.what());
    }
}

void next_chunk(Scan& scan, duckdb_data_chunk into)
{
    if (!scan.rows || !scan.rows->next(scan.chunk, api().vector_size())) return api().data_chunk_set_size(into, 0);
    scan.table.progress = scan.rows->progress();
    for (std::size_t at = 0; at < scan.columns.size(); ++at) {
        auto column = scan.columns[at];
        if (column >= scan.table.fields.size()) continue; // a row number that nothing reads
        VectorWriter writer(scan.table.fields[column].type, api().data_chunk_get_vector(into, at));
        for (std::size_t row = 0; row < scan.chunk.rows(); ++row) writer.put(row, scan.chunk.cell(column, row));
    }
    api().data_chunk_set_size(into, scan.chunk.rows());
}

void give(duckdb_function_info info, duckdb_data_chunk into)
{
    try {
        next_chunk(*static_cast<Scan*>(api().function_get_init_data(info)), into);
    } catch (const std::exception& problem) {
        api().function_set_error(info, problem.what());
    }
}

} // namespace

void add_table(Database& database, CsvTable& table)
{
    auto function_name = "rows of " + table.name;
    Handle<duckdb_table_function, &Api::destroy_table_function> function(api().create_table_function());
    api().table_function_set_name(function.get(), function_name.c_str());
    api().table_function_set_extra_info(function.get(), &table, nullptr);
    api().table_function_set_bind(function.get(), bind);
    api().table_function_set_init(function.get(), init);
    api().table_function_set_function(function.get(), give);
    api().table_function_supports_projection_pushdown(function.get(), true);
    if (api().register_table_function(database.connection(), function.get()) != DuckDBSuccess)
        throw std::runtime_error("DuckDB does not take the table " + table.name);
    database.run("CREATE VIEW " + in_quotes(table.name, '"') + " AS SELECT * FROM " + in_quotes(function_name, '"') +
                 "()");
}
} // namespace engine::sql
