#include "server/db/rows.hpp"
#include <charconv>

namespace db
{
std::optional<std::size_t> Rows::find(std::string_view name) const
{
    for (std::size_t step = 0; step < columns.size(); ++step) {
        auto index = (next_ + step) % columns.size();
        if (columns[index] != name) continue;
        next_ = index + 1;
        return index;
    }
    return std::nullopt;
}

std::int64_t to_integer(const Cell& cell)
{
    if (auto* number = std::get_if<std::int64_t>(&cell)) return *number;
    if (auto* real = std::get_if<double>(&cell)) return static_cast<std::int64_t>(*real);
    const auto& text = std::get<std::string>(cell);
    if (text == "t") return 1;
    if (text == "f") return 0;
    std::int64_t number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size())
        throw Error(Problem::other, "'" + text + "' is no whole number");
    return number;
}

double to_real(const Cell& cell)
{
    if (auto* number = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*number);
    if (auto* real = std::get_if<double>(&cell)) return *real;
    return std::stod(std::get<std::string>(cell));
}

bool to_boolean(const Cell& cell) { return to_integer(cell) != 0; }

std::string to_text(const Cell& cell)
{
    if (auto* text = std::get_if<std::string>(&cell)) return *text;
    if (auto* real = std::get_if<double>(&cell)) return std::to_string(*real);
    return std::to_string(std::get<std::int64_t>(cell));
}

void throw_missing(const std::string& column)
{
    throw Error(Problem::other, "the statement gives no column " + column);
}
void throw_misfit(const std::string& column, const std::string& why)
{
    throw Error(Problem::other, "column " + column + " " + why);
}
} // namespace db
