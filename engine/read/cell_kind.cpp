#include "engine/read/cell_kind.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <string>

namespace engine
{
namespace
{
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Without a currency before the digits ("$ 5", "EUR 5") and a percent sign or a short unit behind them ("5 kg").
std::string_view without_unit(std::string_view cell)
{
    if (cell.size() > 4 && cell[3] == ' ' && std::ranges::all_of(cell.substr(0, 3), is_capital)) cell.remove_prefix(4);
    while (!cell.empty() &&
           (cell[0] == '$' || (static_cast<unsigned char>(cell[0]) >= 0x80 && !cell.starts_with("\u2212"))))
        cell.remove_prefix(1);
    auto end = cell.size();
    while (end > 0 && (is_letter(cell[end - 1]) || cell[end - 1] == '%')) --end;
    if (end > 0 && cell.size() - end <= 3 && (is_digit(cell[end - 1]) || cell[end - 1] == ' '))
        cell = cell.substr(0, end);
    return trim(cell);
}

bool is_number(std::string_view cell)
{
    std::string room;
    auto reads = [&](std::string_view text) {
        return canonical_number(text, {'.', ",", true}, room) || canonical_number(text, {',', ".", true}, room) ||
               canonical_number(text, {',', " ", true}, room);
    };
    if (reads(cell)) return true;
    bool negative = cell.starts_with('-') || cell.starts_with('('); // "-$5", "($5)"
    if (negative) cell = cell.substr(1, cell.size() - 1 - cell.ends_with(')'));
    return reads(without_unit(cell));
}

bool is_date(std::string_view cell)
{
    if (cell.size() < 4 || cell.size() > 40) return false;
    return read_datetime(cell, {}).says != DateReading::Says::nothing || read_time(cell);
}

bool is_link(std::string_view cell)
{
    if (cell.find(' ') != std::string_view::npos) return false;
    if (cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.")) return true;
    auto at = cell.find('@');
    return at != std::string_view::npos && at > 0 && cell.find('.', at) != std::string_view::npos &&
           cell.find_first_of(",;|\t\"'") == std::string_view::npos;
}

// Text that begins with a letter, a digit or an opening mark and has no mark in it that separates cells.
bool is_word(std::string_view cell)
{
    if (!is_letter(cell[0]) && !is_digit(cell[0]) && !std::string_view("([{#$@<*-+_/.!?&%").contains(cell[0]))
        return false;
    return std::ranges::all_of(cell, [](char c) {
        return is_letter(c) || is_digit(c) || std::string_view(" .-_'()/&+:#%!?@*[]{}<>=$\n\r").contains(c);
    });
}

// A sentence may have commas and semicolons, each with a space behind it, and quotation marks.
bool is_sentence(std::string_view cell)
{
    if (!is_letter(cell[0]) && !is_digit(cell[0]) && cell[0] != '(' && cell[0] != '"') return false;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        char c = cell[i];
        if (c == '\t' || c == '|' || c == '\x1f') return false;
        bool pause = c == ',' || c == ';';
        if (pause && i + 1 < cell.size() && cell[i + 1] != ' ' && cell[i + 1] != '\n') {
            bool in_number = i > 0 && is_digit(cell[i - 1]) && is_digit(cell[i + 1]);
            if (!in_number) return false;
        }
    }
    return cell.find(' ') != std::string_view::npos;
}
} // namespace

CellKind kind_of(std::string_view cell)
{
    cell = trim(cell);
    if (cell.empty()) return CellKind::blank;
    bool digits = std::ranges::any_of(cell, is_digit);
    if (digits && cell.size() <= 40 && is_number(cell)) return CellKind::number;
    if (digits && is_date(cell)) return CellKind::date;
    if (is_link(cell)) return CellKind::link;
    if (is_word(cell) || is_sentence(cell)) return CellKind::word;
    return CellKind::other;
}
} // namespace engine
