#pragma once
// The answer of a statement, and how a described struct is read from it by column name.
#include "base/json.hpp"
#include "server/db/error.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace db
{
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

struct Rows {
    std::vector<std::string> columns;
    std::vector<Cell> cells; // row by row
    std::int64_t affected = 0;

    std::size_t size() const { return columns.empty() ? 0 : cells.size() / columns.size(); }
    const Cell& cell(std::size_t row, std::size_t column) const { return cells[row * columns.size() + column]; }
    // The index of a column, or nothing. Rows are read in column order, so the search starts behind the last hit.
    std::optional<std::size_t> find(std::string_view name) const;

private:
    mutable std::size_t next_ = 0;
};

inline bool is_null(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }
std::int64_t to_integer(const Cell& cell);
double to_real(const Cell& cell);
bool to_boolean(const Cell& cell);
std::string to_text(const Cell& cell);
[[noreturn]] void throw_missing(const std::string& column);
[[noreturn]] void throw_misfit(const std::string& column, const std::string& why);

template <class T> void read_cell(const Cell& cell, const std::string& column, T& into)
{
    if constexpr (json::is_optional<T>::value) {
        if (is_null(cell))
            into.reset();
        else
            read_cell(cell, column, into.emplace());
    } else if (is_null(cell))
        throw_misfit(column, "is null");
    else if constexpr (std::same_as<T, bool>)
        into = to_boolean(cell);
    else if constexpr (std::integral<T>)
        into = static_cast<T>(to_integer(cell));
    else if constexpr (std::floating_point<T>)
        into = static_cast<T>(to_real(cell));
    else if constexpr (std::same_as<T, std::string>)
        into = to_text(cell);
    else if constexpr (json::DescribedEnum<T>) {
        auto text = to_text(cell);
        auto value = json::enum_value<T>(text);
        if (!value) throw_misfit(column, "is '" + text + "'");
        into = *value;
    } else { // a list or a struct, kept as JSON text
        json::FieldErrors errors;
        auto document = json::parse(to_text(cell));
        json::decode(&document, into, "", errors);
        if (!errors.empty()) throw_misfit(column, errors.front().at + " " + errors.front().detail);
    }
}

// Members are columns of the same name. A described member without a column of its own is read from the columns
// "<member>_<its member>"; an optional one is absent where the first of those is null.
template <class T> void read_struct(const Rows& rows, std::size_t row, const std::string& prefix, T& into);

template <class T> bool struct_is_null(const Rows& rows, std::size_t row, const std::string& prefix)
{
    using First = boost::mp11::mp_front<json::Members<T>>;
    auto column = rows.find(prefix + First::name);
    if (!column) throw_missing(prefix + First::name);
    return is_null(rows.cell(row, *column));
}

template <class T> void read_member(const Rows& rows, std::size_t row, const std::string& name, T& into)
{
    if (auto column = rows.find(name)) return read_cell(rows.cell(row, *column), name, into);
    if constexpr (json::is_optional<T>::value) {
        if constexpr (json::Described<typename T::value_type>) {
            if (struct_is_null<typename T::value_type>(rows, row, name + "_"))
                into.reset();
            else
                read_struct(rows, row, name + "_", into.emplace());
            return;
        }
    } else if constexpr (json::Described<T>)
        return read_struct(rows, row, name + "_", into);
    throw_missing(name);
}

template <class T> void read_struct(const Rows& rows, std::size_t row, const std::string& prefix, T& into)
{
    boost::mp11::mp_for_each<json::Members<T>>(
        [&](auto m) { read_member(rows, row, prefix + m.name, into.*m.pointer); });
}
} // namespace db
