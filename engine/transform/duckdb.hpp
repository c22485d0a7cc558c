#pragma once
// DuckDB's C API, opened at first use: the library is large, and only a child in engine mode that runs SQL or writes
// Parquet needs it (docs/adr/0014-duckdb-is-opened-when-needed.md).
#include <duckdb.h>
#include <utility>

namespace engine::sql
{
// The functions that are used, by their names without the prefix; types and meaning are those of duckdb.h.
#define BATCHOPS_DUCKDB_FUNCTIONS(X)                                                                                   \
    X(create_config)                                                                                                   \
    X(set_config)                                                                                                      \
    X(destroy_config)                                                                                                  \
    X(open_ext)                                                                                                        \
    X(close)                                                                                                           \
    X(connect)                                                                                                         \
    X(disconnect)                                                                                                      \
    X(interrupt)                                                                                                       \
    X(free)                                                                                                            \
    X(query)                                                                                                           \
    X(result_error)                                                                                                    \
    X(destroy_result)                                                                                                  \
    X(fetch_chunk)                                                                                                     \
    X(prepare)                                                                                                         \
    X(prepare_error)                                                                                                   \
    X(prepared_statement_type)                                                                                         \
    X(prepared_statement_column_count)                                                                                 \
    X(prepared_statement_column_name)                                                                                  \
    X(prepared_statement_column_logical_type)                                                                          \
    X(bind_varchar_length)                                                                                             \
    X(execute_prepared)                                                                                                \
    X(destroy_prepare)                                                                                                 \
    X(extract_statements)                                                                                              \
    X(prepare_extracted_statement)                                                                                     \
    X(extract_statements_error)                                                                                        \
    X(destroy_extracted)                                                                                               \
    X(pending_prepared_streaming)                                                                                      \
    X(pending_error)                                                                                                   \
    X(execute_pending)                                                                                                 \
    X(destroy_pending)                                                                                                 \
    X(create_logical_type)                                                                                             \
    X(destroy_logical_type)                                                                                            \
    X(get_type_id)                                                                                                     \
    X(decimal_scale)                                                                                                   \
    X(decimal_internal_type)                                                                                           \
    X(data_chunk_get_size)                                                                                             \
    X(data_chunk_set_size)                                                                                             \
    X(data_chunk_get_vector)                                                                                           \
    X(destroy_data_chunk)                                                                                              \
    X(vector_size)                                                                                                     \
    X(vector_get_data)                                                                                                 \
    X(vector_get_validity)                                                                                             \
    X(vector_get_column_type)                                                                                          \
    X(vector_ensure_validity_writable)                                                                                 \
    X(vector_assign_string_element_len)                                                                                \
    X(validity_row_is_valid)                                                                                           \
    X(validity_set_row_invalid)                                                                                        \
    X(create_table_function)                                                                                           \
    X(destroy_table_function)                                                                                          \
    X(table_function_set_name)                                                                                         \
    X(table_function_set_extra_info)                                                                                   \
    X(table_function_set_bind)                                                                                         \
    X(table_function_set_init)                                                                                         \
    X(table_function_set_function)                                                                                     \
    X(table_function_supports_projection_pushdown)                                                                     \
    X(register_table_function)                                                                                         \
    X(bind_get_extra_info)                                                                                             \
    X(bind_add_result_column)                                                                                          \
    X(init_get_extra_info)                                                                                             \
    X(init_get_column_count)                                                                                           \
    X(init_get_column_index)                                                                                           \
    X(init_set_init_data)                                                                                              \
    X(init_set_max_threads)                                                                                            \
    X(init_set_error)                                                                                                  \
    X(function_get_init_data)                                                                                          \
    X(appender_create)                                                                                                 \
    X(appender_error)                                                                                                  \
    X(append_data_chunk)                                                                                               \
    X(appender_close)                                                                                                  \
    X(appender_destroy)                                                                                                \
    X(create_data_chunk)                                                                                               \
    X(data_chunk_reset)                                                                                                \
    X(function_set_error)

struct Api {
#define BATCHOPS_DUCKDB_MEMBER(name) decltype(&duckdb_##name) name = nullptr;
    BATCHOPS_DUCKDB_FUNCTIONS(BATCHOPS_DUCKDB_MEMBER)
#undef BATCHOPS_DUCKDB_MEMBER
};

// Opens libduckdb.so beside the program. Throws std::runtime_error with a sentence for people where it is missing.
// Call it before file access is given up.
const Api& api();

// Owns what DuckDB made and gives back what its function of the API frees.
template <class T, auto free> class Handle
{
public:
    Handle() = default;
    explicit Handle(T value) : value_(value) {}
    Handle(Handle&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(value_, other.value_);
        return *this;
    }
    ~Handle()
    {
        if (value_) (api().*free)(&value_);
    }
    T* out() { return &value_; }
    T get() const { return value_; }

private:
    T value_ = nullptr;
};
using Prepared = Handle<duckdb_prepared_statement, &Api::destroy_prepare>;
using Pending = Handle<duckdb_pending_result, &Api::destroy_pending>;
using LogicalType = Handle<duckdb_logical_type, &Api::destroy_logical_type>;
using DataChunk = Handle<duckdb_data_chunk, &Api::destroy_data_chunk>;
} // namespace engine::sql
