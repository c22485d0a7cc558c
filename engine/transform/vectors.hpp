#pragma once
// Cells as DuckDB keeps them: canonical text into vectors, vectors into canonical text.
#include "engine/contract/schema.hpp"
#include "engine/transform/duckdb.hpp"
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engine::sql
{
// A value that a table cannot hold, as a sentence.
class CellError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

// string, any, yearmonth: VARCHAR; integer: BIGINT; number: DOUBLE; year: INTEGER; date, time, boolean as they are;
// datetime: TIMESTAMP, in UTC where the text has an offset.
duckdb_type sql_type(FieldType type);
// Nothing for types that a table cannot show (lists, structs, blobs, intervals …).
std::optional<FieldType> field_type(duckdb_type type);

// One column of a chunk that is being filled.
class VectorWriter
{
public:
    VectorWriter(FieldType type, duckdb_vector vector);
    // Throws CellError for text that is not canonical or does not fit the type.
    void put(idx_t row, std::string_view cell);

private:
    void put_null(idx_t row);
    template <class T> void set(idx_t row, T value) { static_cast<T*>(data_)[row] = value; }

    FieldType type_;
    duckdb_vector vector_;
    void* data_;
};

// One column of a chunk that is being read.
class VectorReader
{
public:
    explicit VectorReader(duckdb_vector vector);
    // A view into the vector or into `room`; null cells are null. What is no finite number is null. Throws CellError
    // for a date outside the years 1 to 9999.
    std::string_view text(idx_t row, std::string& room) const;

private:
    template <class T> T get(idx_t row) const { return static_cast<const T*>(data_)[row]; }
    __extension__ using Wide = __int128;
    Wide whole(idx_t row, duckdb_type type) const;

    duckdb_type type_, stored_; // stored_: of a decimal's digits
    int scale_ = 0;
    void* data_;
    uint64_t* validity_;
};
} // namespace engine::sql
