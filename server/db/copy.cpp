#include "server/db/copy.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db
{
namespace
{
constexpr int step = 1000; // rows

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

Rows ask(Connection& connection, const std::string& sql) { return connection.run(sql, {}); }

// By name; true for what is a boolean.
std::map<std::string, Param::Type> types_of(Connection& connection, const std::string& table)
{
    auto rows = ask(connection, connection.engine() == Engine::sqlite
                                    ? "SELECT name, type FROM pragma_table_info('" + table + "')"
                                    : "SELECT column_name, data_type FROM information_schema.columns WHERE "
                                      "table_schema = current_schema() AND table_name = '" +
                                          table + "'");
    std::map<std::string, Param::Type> types;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto type = to_text(rows.cell(i, 1));
        for (char& c : type) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        auto& made = types[to_text(rows.cell(i, 0))];
        if (type.starts_with("bool"))
            made = Param::Type::boolean;
        else if (type.find("int") != std::string::npos)
            made = Param::Type::integer;
        else if (type == "real" || type.starts_with("double"))
            made = Param::Type::real;
        else
            made = Param::Type::text;
    }
    return types;
}

std::vector<std::string> table_names(Connection& connection)
{
    auto rows = ask(connection,
                    connection.engine() == Engine::sqlite
                        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                        : "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND "
                          "table_type = 'BASE TABLE'");
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (auto name = to_text(rows.cell(i, 0)); name != "schema_migrations") names.push_back(name);
    std::ranges::sort(names);
    return names;
}

boost::json::value value_of(const Cell& cell, Param::Type type)
{
    if (is_null(cell)) return nullptr;
    if (type == Param::Type::text) return boost::json::string(to_text(cell));
    if (type == Param::Type::real) return to_real(cell);
    return to_integer(cell);
}

std::int64_t last_id(Connection& connection, const std::string& table)
{
    if (connection.engine() == Engine::sqlite) {
        auto rows = ask(connection, "SELECT seq FROM sqlite_sequence WHERE name = '" + table + "'");
        return rows.size() ? to_integer(rows.cell(0, 0)) : 0;
    }
    auto sequence =
        ask(connection, "SELECT pg_get_serial_sequence('" + table + "', column_name) FROM information_schema.columns " +
                            "WHERE table_schema = current_schema() AND table_name = '" + table +
                            "' AND is_identity = 'YES'");
    if (sequence.size() == 0) return 0;
    auto rows =
        ask(connection, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + to_text(sequence.cell(0, 0)));
    return to_integer(rows.cell(0, 0));
}

// The rows of one table, a thousand at a time.
class Steps
{
public:
    Steps(Connection& connection, const Table& table) : connection_(connection)
    {
        std::vector<std::string> columns;
        for (const auto& column : table.columns) columns.push_back(quoted(column));
        auto list = fmt::format("{}", fmt::join(columns, ", "));
        if (connection.engine() == Engine::sqlite)
            next_ = fmt::format("SELECT {}, rowid AS \"row number\" FROM {} WHERE rowid > $1 ORDER BY rowid LIMIT {}",
                                list, quoted(table.name), step);
        else {
            auto cursor = quoted("rows of " + table.name);
            connection.script(
                fmt::format("DECLARE {} NO SCROLL CURSOR FOR SELECT {} FROM {}", cursor, list, quoted(table.name)));
            next_ = fmt::format("FETCH {} FROM {}", step, cursor);
        }
    }
    Rows next()
    {
        if (connection_.engine() != Engine::sqlite) return connection_.run(next_, {});
        auto after = param(after_);
        auto rows = connection_.run(next_, {&after, 1});
        if (rows.size()) after_ = to_integer(rows.cell(rows.size() - 1, rows.columns.size() - 1));
        return rows;
    }

private:
    Connection& connection_;
    std::string next_;
    std::int64_t after_ = INT64_MIN;
};

// A transaction that ends with this, undone unless committed.
void begin(Connection& connection, const char* how)
{
    connection.script(how);
    if (connection.engine() == Engine::postgres)
        connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL "
                          "idle_in_transaction_session_timeout = 0");
}
} // namespace

void RowSum::add(std::string_view row)
{
    constexpr std::string_view digits = "0123456789abcdef";
    auto hash = sha256_hex(row);
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] = digits[digits.find(bits_[i]) ^ digits.find(hash[i])];
    ++rows_;
}
std::string RowSum::hex() const { return bits_; }

std::unique_ptr<Connection> open(const std::string& url, bool reader)
{
    if (url.starts_with("sqlite:")) return open_sqlite(url.substr(7), reader);
    return open_postgres(url);
}

std::vector<TableSum> read_tables(Connection& connection, const std::function<void(const Table&)>& table_comes,
                                  const std::function<void(const std::string& row)>& row_comes)
{
    // On SQLite the first read fixes the moment.
    begin(connection,
          connection.engine() == Engine::sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    std::vector<TableSum> sums;
    try {
        for (const auto& name : table_names(connection)) {
            auto types = types_of(connection, name);
            Table table{name, {}};
            for (const auto& [column, type] : types) table.columns.push_back(column);
            table_comes(table);
            RowSum sum;
            Steps steps(connection, table);
            for (auto rows = steps.next(); rows.size() > 0; rows = steps.next())
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    boost::json::array cells;
                    for (std::size_t c = 0; c < table.columns.size(); ++c)
                        cells.push_back(value_of(rows.cell(i, c), types.at(table.columns[c])));
                    auto row = boost::json::serialize(cells);
                    sum.add(row);
                    row_comes(row);
                }
            sums.push_back({name, sum.rows(), sum.hex(), last_id(connection, name)});
        }
    } catch (...) {
        connection.script("ROLLBACK");
        throw;
    }
    connection.script("COMMIT");
    return sums;
}

TableWriter::TableWriter(Connection& connection) : connection_(connection)
{
    db::begin(connection, connection.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
        if (connection.engine() == Engine::sqlite)
            connection.script("PRAGMA defer_foreign_keys = ON");
        else
            drop_foreign_keys();
        for (const auto& name : table_names(connection)) ask(connection, "DELETE FROM " + quoted(name));
    } catch (...) {
        connection.script("ROLLBACK");
        throw;
    }
}

TableWriter::~TableWriter()
{
    if (finished_) return;
    try {
        connection_.script("ROLLBACK");
    } catch (const Error&) { // the connection is gone, and with it the transaction
    }
}

// PostgreSQL checks them row by row; they are made again, and so checked, at the end.
void TableWriter::drop_foreign_keys()
{
    auto rows =
        ask(connection_, "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                         "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& key = foreign_keys_.emplace_back(
            ForeignKey{to_text(rows.cell(i, 0)), to_text(rows.cell(i, 1)), to_text(rows.cell(i, 2))});
        connection_.script(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", key.table, quoted(key.name)));
    }
}

void TableWriter::begin(const Table& table)
{
    auto types = types_of(connection_, table.name);
    types_.clear();
    std::vector<std::string> columns, marks;
    for (const auto& column : table.columns) {
        auto known = types.find(column);
        if (known == types.end())
            throw Error(Problem::other, fmt::format("This program knows no column {} of {}", column, table.name));
        types_.push_back(known->second);
        columns.push_back(quoted(column));
        marks.push_back("$" + std::to_string(columns.size()));
    }
    table_ = table.name;
    sums_[table_];
    insert_ = fmt::format("INSERT INTO {} ({}) VALUES ({})", quoted(table.name), fmt::join(columns, ", "),
                          fmt::join(marks, ", "));
}

void TableWriter::add(std::string_view row)
{
    auto cells = boost::json::parse(row).as_array();
    if (cells.size() != types_.size()) throw Error(Problem::other, "A row of " + table_ + " has other columns");
    std::vector<Param> params(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto& param = params[i];
        param.type = types_[i];
        param.null = cells[i].is_null();
        if (param.null) continue;
        if (param.type == Param::Type::text)
            param.text = cells[i].as_string();
        else if (param.type == Param::Type::real)
            param.real = cells[i].to_number<double>();
        else
            param.integer = cells[i].to_number<std::int64_t>();
    }
    connection_.run(insert_, params);
    sums_[table_].add(row);
}

void TableWriter::continue_ids(const TableSum& sum)
{
    if (sum.last_id == 0) return;
    if (connection_.engine() == Engine::sqlite) {
        ask(connection_, "DELETE FROM sqlite_sequence WHERE name = '" + sum.name + "'");
        ask(connection_,
            fmt::format("INSERT INTO sqlite_sequence (name, seq) VALUES ('{}', {})", sum.name, sum.last_id));
    } else
        ask(connection_, fmt::format("SELECT setval(pg_get_serial_sequence('{}', 'id'), {})", sum.name, sum.last_id));
}

void TableWriter::finish(const std::vector<TableSum>& sums)
{
    for (const auto& sum : sums) {
        auto come = sums_.find(sum.name);
        if (come == sums_.end() || come->second.rows() != sum.rows || come->second.hex() != sum.sum)
            throw Error(Problem::other, fmt::format("The rows of {} are not those that were read", sum.name));
        continue_ids(sum);
    }
    for (const auto& key : foreign_keys_)
        connection_.script(
            fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", key.table, quoted(key.name), key.definition));
    connection_.script("COMMIT");
    finished_ = true;
}

bool is_in_use(Connection& connection)
{
    auto names = table_names(connection);
    if (std::ranges::find(names, "users") == names.end()) return !names.empty();
    return to_integer(ask(connection, "SELECT COUNT(*) FROM users").cell(0, 0)) > 0;
}
} // namespace db
