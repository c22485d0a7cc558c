#pragma once
// The contract's `transform`: one SELECT over `data` (the rows that passed, with the types of the contract) and over
// the feeds that foreignKeys name (their published columns, as text).
#include "engine/contract/contract.hpp"
#include "engine/transform/csv_table.hpp"
#include "engine/transform/database.hpp"
#include <deque>
#include <functional>
#include <map>
#include <span>

namespace engine
{
// What a transform needs of its run. The sources and the contract's text outlive it.
struct TransformJob {
    const Contract& contract; // with a transform
    std::string_view contract_text;
    std::string contract_name;                           // for messages
    std::map<std::string, const ByteSource*> references; // feed → its published CSV
    sql::Limits limits;
};

class Transform
{
public:
    // Checks the query against the tables it names, without a row. Throws ContractErrors that point into it, Unreadable
    // where a reference is no published CSV, std::runtime_error where DuckDB is not at hand.
    explicit Transform(const TransformJob& job);
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    // References that the query reads and the job does not have: it cannot be checked further, nor run.
    const std::vector<std::string>& missing() const { return missing_; }
    // The columns it gives. One that has name and type of a field of the contract is that field.
    const Schema& result() const { return result_; }

    using Row = std::function<void(std::span<const std::string_view> cells)>; // canonical text
    using Progress = std::function<void(double share, std::int64_t rows)>;
    // Gives every row and returns how many. Rows come as the author's ORDER BY has them; without one a query that only
    // picks, computes and filters keeps the order of its table, and any other is sorted by its columns from left to
    // right. Throws ContractErrors.
    std::int64_t run(const ByteSource& passed, const Row& row, const Progress& progress);

private:
    void add_tables();
    void check_query();
    void read_result(duckdb_prepared_statement statement);
    std::int64_t give_rows(sql::Result& result, const Row& row, const Progress& progress);
    [[noreturn]] void refuse(const std::string& message, std::optional<std::size_t> position) const;
    [[noreturn]] void refuse(const sql::SqlError& error) const;
    std::string known_tables() const;

    TransformJob job_;
    const std::string& sql_;
    std::deque<sql::CsvTable> tables_; // the first is `data`
    sql::Database database_;
    std::string ordered_sql_;
    std::size_t prefix_ = 0; // bytes of ordered_sql_ before the author's
    std::vector<std::string> missing_;
    Schema result_;
};
} // namespace engine
