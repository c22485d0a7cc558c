#pragma once
// SQL text comes from the source code, never from data: a Sql is made by the compiler only, and a Query joins such
// pieces.
#include "server/db/param.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace db
{
class Sql
{
public:
    consteval Sql(const char* text) : text_(text) {}
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

// A statement put together from pieces; each ? in a piece takes the next argument.
//   Query list("SELECT … FROM runs WHERE TRUE");
//   if (wanted.state) list.add(" AND state = ?", *wanted.state);
class Query
{
public:
    template <class... Args> explicit Query(Sql piece, const Args&... args) { add(piece, args...); }

    template <class... Args> Query& add(Sql piece, const Args&... args)
    {
        (params_.push_back(param(args)), ...);
        append(piece.text(), sizeof...(Args));
        return *this;
    }
    // " AND column IN (…)"; no value at all means that no row fits.
    Query& add_in(Sql and_column, const std::vector<std::int64_t>& values);

    Query& add(const Query& tail);

    std::string text() const; // with $1, $2 … for the marks
    const std::vector<Param>& params() const { return params_; }

private:
    void append(std::string_view piece, std::size_t marks);
    std::string marked_; // with ? for each of params_
    std::vector<Param> params_;
};
} // namespace db
