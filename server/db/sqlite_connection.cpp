#include "server/db/connection.hpp"
#include "server/db/statement_watch.hpp"
#include <sqlite3.h>
#include <unordered_map>

namespace db
{
namespace
{
// Statements kept prepared on one connection; lists with many filter combinations would grow without it.
constexpr std::size_t statement_limit = 256;

Problem problem_of(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return Problem::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return Problem::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
        return Problem::check;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Problem::busy;
    case SQLITE_FULL:
        return Problem::full;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_IOERR:
        return Problem::unavailable;
    default:
        return Problem::other;
    }
}

class SqliteConnection final : public Connection
{
public:
    SqliteConnection(const std::string& path, bool reader)
    {
        auto code = sqlite3_open_v2(
            path.c_str(), &handle_,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
        if (code != SQLITE_OK) {
            std::string reason = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
            sqlite3_close_v2(handle_);
            throw Error(problem_of(code), "The database " + path + " cannot be opened: " + reason + ".");
        }
        sqlite3_busy_timeout(handle_, 5000);
        try {
            script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
                   "PRAGMA cache_size=-4096; PRAGMA secure_delete=ON;"); // what is erased leaves no copy
            if (reader) script("PRAGMA query_only=ON");
        } catch (...) {
            sqlite3_close_v2(handle_);
            throw;
        }
    }
    ~SqliteConnection() override
    {
        forget_statements();
        sqlite3_close_v2(handle_);
    }

    Engine engine() const override { return Engine::sqlite; }

    void script(const std::string& sql) override
    {
        if (auto code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
    }

    Rows run(std::string_view sql, std::span<const Param> params) override
    {
        about_to_run(sql);
        auto* statement = prepared(sql);
        for (std::size_t i = 0; i < params.size(); ++i) bind(statement, i + 1, params[i]);
        Rows rows;
        auto width = sqlite3_column_count(statement);
        for (int c = 0; c < width; ++c) rows.columns.emplace_back(sqlite3_column_name(statement, c));
        int code;
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            for (int c = 0; c < width; ++c) rows.cells.push_back(cell(statement, c));
        if (code != SQLITE_DONE) {
            auto reason = std::string(sqlite3_errmsg(handle_));
            reset(statement);
            throw Error(problem_of(code), reason);
        }
        rows.affected = sqlite3_stmt_readonly(statement) ? 0 : sqlite3_changes64(handle_);
        reset(statement);
        return rows;
    }

private:
    [[noreturn]] void fail(int code) { throw Error(problem_of(code), sqlite3_errmsg(handle_)); }

    sqlite3_stmt* prepared(std::string_view sql)
    {
        if (auto known = statements_.find(std::string(sql)); known != statements_.end()) return known->second;
        if (statements_.size() >= statement_limit) forget_statements();
        sqlite3_stmt* made = nullptr;
        auto code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                       &made, nullptr);
        if (code != SQLITE_OK) fail(code);
        statements_.emplace(sql, made);
        return made;
    }
    void forget_statements()
    {
        for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
        statements_.clear();
    }
    static void reset(sqlite3_stmt* statement)
    {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }

    // By name: SQLite numbers $n by first appearance, so position 1 may be $2.
    void bind(sqlite3_stmt* statement, std::size_t number, const Param& param)
    {
        auto index = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(number)).c_str());
        if (index == 0) throw Error(Problem::other, "the statement has no $" + std::to_string(number));
        int code = SQLITE_OK;
        if (param.null)
            code = sqlite3_bind_null(statement, index);
        else if (param.type == Param::Type::real)
            code = sqlite3_bind_double(statement, index, param.real);
        else if (param.type == Param::Type::text)
            code =
                sqlite3_bind_text64(statement, index, param.text.data(), param.text.size(), SQLITE_STATIC, SQLITE_UTF8);
        else
            code = sqlite3_bind_int64(statement, index, param.integer);
        if (code != SQLITE_OK) fail(code);
    }
    static Cell cell(sqlite3_stmt* statement, int column)
    {
        switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return {};
        case SQLITE_INTEGER:
            return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        default: {
            auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        }
        }
    }

    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};
} // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool reader)
{
    return std::make_unique<SqliteConnection>(path, reader);
}
} // namespace db
