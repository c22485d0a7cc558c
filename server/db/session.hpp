#pragma once
// A borrowed connection: what stores run their statements on. Alive inside Database::read and Database::transact only.
#include "server/db/connection.hpp"
#include "server/db/query.hpp"
#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace db
{
class Session
{
public:
    explicit Session(Connection& connection) : connection_(connection) {}
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // The first row, if there is one. Row is a described struct.
    template <class Row, class... Args> std::optional<Row> find(Sql sql, const Args&... args)
    {
        return first<Row>(run(sql, args...));
    }
    template <class Row> std::optional<Row> find(const Query& query) { return first<Row>(run(query)); }

    template <class Row, class... Args> std::vector<Row> all(Sql sql, const Args&... args)
    {
        return every<Row>(run(sql, args...));
    }
    template <class Row> std::vector<Row> all(const Query& query) { return every<Row>(run(query)); }

    // The first cell of the first row; throws where there is no row.
    template <class T, class... Args> T value(Sql sql, const Args&... args) { return only<T>(run(sql, args...)); }
    template <class T> T value(const Query& query) { return only<T>(run(query)); }

    // The answer as it came.
    Rows run(const Query& query) { return connection_.run(query.text(), query.params()); }

    // How many rows the statement changed.
    template <class... Args> std::int64_t exec(Sql sql, const Args&... args) { return run(sql, args...).affected; }
    std::int64_t exec(const Query& query) { return run(query).affected; }

    // The clock of the database, "2026-11-23T18:04:05.123Z"; `ahead` moves it. Such text sorts as time does.
    std::string now(std::chrono::milliseconds ahead = {});
    Engine engine() const { return connection_.engine(); }

    // Runs once the transaction has committed and its connection is free again (at once where there is no transaction);
    // never if it is rolled back. `work` must not throw.
    void after_commit(std::function<void()> work);

private:
    friend class Database;
    template <class... Args> Rows run(Sql sql, const Args&... args)
    {
        std::array<Param, sizeof...(Args)> params{param(args)...};
        return connection_.run(sql.text(), params);
    }

    template <class Row> static std::optional<Row> first(const Rows& rows)
    {
        if (rows.size() == 0) return std::nullopt;
        Row row{};
        read_struct(rows, 0, "", row);
        return row;
    }
    template <class Row> static std::vector<Row> every(const Rows& rows)
    {
        std::vector<Row> found(rows.size());
        for (std::size_t i = 0; i < found.size(); ++i) read_struct(rows, i, "", found[i]);
        return found;
    }
    template <class T> static T only(const Rows& rows)
    {
        if (rows.size() == 0) throw Error(Problem::other, "the statement gives no row");
        T value{};
        read_cell(rows.cell(0, 0), rows.columns[0], value);
        return value;
    }

    Connection& connection_;
    enum class State { reading, open, committing } state_ = State::reading;
    std::vector<std::function<void()>> after_commit_;
};
} // namespace db
