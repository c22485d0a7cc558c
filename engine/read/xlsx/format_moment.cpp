// Dates and times by a section of a number format.
#include "engine/read/xlsx/number_format.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace engine::xlsx
{
namespace
{
using enum TokenKind;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view weekdays[] = {"Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"};

struct Moment {
    Date date;
    int weekday = 0;              // 0 is Saturday, as serial 0 is
    std::int64_t day = 0, ms = 0; // whole days since the epoch; of the day
};

// The finest part that a section shows decides where the serial is rounded.
std::int64_t resolution(const FormatSection& section)
{
    for (const auto& token : section.tokens)
        if (token.kind == subsecond) return token.count >= 3 ? 1 : token.count == 2 ? 10 : 100;
    return 1000;
}

Moment moment_of(double serial, std::int64_t round_to, bool date1904)
{
    auto ms = std::llround(serial * static_cast<double>(day_ms) / static_cast<double>(round_to)) * round_to;
    Moment moment;
    // The last moment of all dates is not rounded into a day that is none.
    if (!datetime_from_serial(static_cast<double>(ms / day_ms), date1904)) ms -= round_to;
    moment.day = ms / day_ms;
    moment.ms = ms % day_ms;
    auto days = static_cast<double>(moment.day);
    if (auto value = datetime_from_serial(days, date1904)) moment.date = value->date;
    // Two days that only Excel knows.
    if (!date1904 && moment.day == 0) moment.date = {1900, 1, 0};
    if (!date1904 && moment.day == 60) moment.date = {1900, 2, 29};
    moment.weekday = static_cast<int>((moment.day + (date1904 ? 6 : 0)) % 7);
    return moment;
}

std::string_view name(std::string_view whole, int letters)
{
    return letters == 3 ? whole.substr(0, 3) : letters == 5 ? whole.substr(0, 1) : whole;
}

// At least so many digits.
void put(std::string& out, std::int64_t number, int digits)
{
    char text[20];
    auto end = std::to_chars(text, text + sizeof text, number).ptr;
    if (end - text < digits) out.append(static_cast<std::size_t>(digits - (end - text)), '0');
    out.append(text, end);
}

void put_part(std::string& out, const FormatToken& token, const Moment& at, bool half)
{
    auto number = [&](std::int64_t value) { put(out, value, token.count >= 2 ? 2 : 1); };
    auto elapsed = [&](std::int64_t unit) { put(out, (at.day * day_ms + at.ms) / unit, token.count); };
    auto hours = at.ms / 3'600'000;
    switch (token.kind) {
    case year:
        return token.count <= 2 ? put(out, at.date.year % 100, 2) : put(out, at.date.year, 4);
    case month:
        if (token.count < 3) return number(at.date.month);
        out += name(months[at.date.month - 1], token.count);
        return;
    case day:
        if (token.count < 3) return number(at.date.day);
        out += name(weekdays[at.weekday], std::min(token.count, 4));
        return;
    case hour:
        return number(half ? (hours + 11) % 12 + 1 : hours);
    case minute:
        return number(at.ms / 60'000 % 60);
    case second:
        return number(at.ms / 1000 % 60);
    case subsecond: {
        std::string decimals;
        put(decimals, at.ms % 1000, 3);
        (out += '.') += decimals.substr(0, static_cast<std::size_t>(token.count));
        return;
    }
    case half_day:
        out += hours < 12 ? 'A' : 'P';
        if (token.mark != 'A') out += 'M';
        return;
    case elapsed_hours:
        return elapsed(3'600'000);
    case elapsed_minutes:
        return elapsed(60'000);
    case elapsed_seconds:
        return elapsed(1000);
    case digit:
        if (token.mark == '0') out += '0';
        return;
    case point:
        out += '.';
        return;
    case percent:
        out += '%';
        return;
    default:
        out += token.literal;
    }
}
} // namespace

std::string format_moment(const FormatSection& section, double serial, bool date1904)
{
    auto at = moment_of(serial, resolution(section), date1904);
    bool half = section.has(half_day);
    std::string out;
    for (const auto& token : section.tokens) put_part(out, token, at, half);
    return out;
}
} // namespace engine::xlsx
