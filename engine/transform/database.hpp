#pragma once
// A DuckDB database in memory that lives as long as one transform or one Parquet file.
#include "engine/transform/duckdb.hpp"
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engine::sql
{
struct Limits {
    std::int64_t memory_bytes = 256 << 20; // DuckDB's own; what does not fit goes to `spill`
    std::string spill;                     // a folder of this job alone; empty: nothing is ever spilled
    std::int64_t spill_bytes = 4LL << 30;  // there; a query that needs more is refused
    std::chrono::seconds time{300};        // of one query
    // One, because sums of floating-point numbers depend on the order in which threads add them up.
    int threads = 1;
};

// What DuckDB says about a statement. what() is its sentence.
class SqlError : public std::runtime_error
{
public:
    // `raw` is DuckDB's message, JSON where errors_as_json is set.
    explicit SqlError(const std::string& raw);
    std::optional<std::size_t> position() const { return position_; } // in bytes of the statement
    bool is_missing_table() const { return is_missing_table_; }
    bool is_out_of_memory() const { return is_out_of_memory_; }
    const std::string& name() const { return name_; } // what the sentence is about, or ""

private:
    struct Parts {
        std::string message, name;
        std::optional<std::size_t> position;
        bool is_missing_table = false, is_out_of_memory = false;
    };
    explicit SqlError(Parts parts);
    static Parts parts_of(const std::string& raw);

    std::optional<std::size_t> position_;
    bool is_missing_table_ = false, is_out_of_memory_ = false;
    std::string name_;
};

// A name (in ") or a text (in ') as SQL writes it.
std::string in_quotes(std::string_view text, char mark);

enum class Access { none, spill_folder }; // to files: none at all, or to what COPY writes

class Database
{
public:
    Database(const Limits& limits, Access access);

    duckdb_connection connection() const { return connection_.get(); }
    void run(const std::string& statement);                                          // throws SqlError
    std::string text(const std::string& statement, std::string_view argument) const; // the one cell of its result
    Prepared prepare(const std::string& statement) const;                            // throws SqlError
    void lock() { run("SET lock_configuration=true"); }                              // no setting changes from here on

private:
    Handle<duckdb_database, &Api::close> database_;
    Handle<duckdb_connection, &Api::disconnect> connection_;
};

// The chunks of a running query.
class Result
{
public:
    Result() = default;
    ~Result() { api().destroy_result(&result_); }
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;

    void start(duckdb_prepared_statement statement); // rows come as they are computed; throws SqlError
    void take_all(duckdb_prepared_statement statement);
    bool next(DataChunk& chunk); // throws SqlError

private:
    duckdb_result result_{};
};
} // namespace engine::sql
