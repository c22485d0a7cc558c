#pragma once
// The tables of a hub as rows that know no engine: out of a database in use, all from one moment, and into one that is
// empty. A row is a JSON array of null, whole numbers and text (booleans as 0 and 1), in the order of its columns.
#include "server/db/connection.hpp"
#include <boost/describe.hpp>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace db
{
struct Table {
    std::string name;
    std::vector<std::string> columns; // sorted by name, as both engines have them
};
BOOST_DESCRIBE_STRUCT(Table, (), (name, columns))

// What a table held: alike wherever the same rows are, in whatever order.
struct TableSum {
    std::string name;
    std::int64_t rows = 0;
    std::string sum;          // the hashes of its rows, SHA-256, XORed
    std::int64_t last_id = 0; // that was given out, also where its row is gone; 0 where ids are not given out
};
BOOST_DESCRIBE_STRUCT(TableSum, (), (name, rows, sum, last_id))

// For counting while rows pass by.
class RowSum
{
public:
    void add(std::string_view row);
    std::int64_t rows() const { return rows_; }
    std::string hex() const;

private:
    std::string bits_ = std::string(64, '0');
    std::int64_t rows_ = 0;
};

std::unique_ptr<Connection> open(const std::string& url, bool reader); // "sqlite:/path" | "postgresql://…"

// The names of the migrations that a database has; none where it has no tables.
std::vector<std::string> applied_migrations(Connection& connection);
std::vector<std::string> known_migrations(Engine engine); // to this program
// Up to and with `last`, for a database that came from an older program; `last` empty: all.
void migrate_up_to(Connection& connection, const std::string& last);

// Reads in one transaction, while others write. Throws Error.
std::vector<TableSum> read_tables(Connection& connection, const std::function<void(const Table&)>& table,
                                  const std::function<void(const std::string& row)>& row);

// Writes in one transaction, which finish() commits; without it nothing has changed.
class TableWriter
{
public:
    // Of a database with the migrations of the rows to come; what its migrations put into it goes. Throws Error.
    explicit TableWriter(Connection& connection);
    ~TableWriter();
    TableWriter(const TableWriter&) = delete;
    TableWriter& operator=(const TableWriter&) = delete;

    void begin(const Table& table);
    void add(std::string_view row);
    // What came is compared with `sums`. Throws Error where it differs.
    void finish(const std::vector<TableSum>& sums);

private:
    struct ForeignKey {
        std::string table, name, definition;
    };
    void drop_foreign_keys();
    void continue_ids(const TableSum& sum);

    Connection& connection_;
    std::vector<ForeignKey> foreign_keys_;
    std::vector<Param::Type> types_; // of the columns of the table that is being written
    std::string insert_;
    std::string table_;
    std::map<std::string, RowSum> sums_;
    bool finished_ = false;
};

// Whether a person has used it: it has an account.
bool is_in_use(Connection& connection);
} // namespace db
