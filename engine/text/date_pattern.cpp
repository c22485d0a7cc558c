// Dates by a strptime pattern.
#include "engine/text/date_parts.hpp"
#include "engine/text/dates.hpp"
#include <algorithm>

namespace engine
{
namespace
{
constexpr std::string_view directives = "YymdebBaAhHIpMSfjzZTDF%Rnt";

struct Fields {
    Date date{1900, 1, 1};
    Time time;
    std::optional<int> offset;
    std::optional<bool> afternoon;
    std::optional<int> day_of_year;
    int century = posix_century;
};

bool take_into(date_parts::Cursor& cursor, int digits, int& value, int least, int most)
{
    auto number = cursor.take_number(digits);
    if (!number) return false;
    value = number->value;
    return value >= least && value <= most;
}

bool take_pattern(date_parts::Cursor& cursor, std::string_view pattern, Fields& fields);

bool take_fraction(date_parts::Cursor& cursor, Fields& fields)
{
    auto digits = cursor.take_number(9);
    if (!digits) return false;
    fields.time.nanosecond = digits->value;
    for (int i = digits->digits; i < 9; ++i) fields.time.nanosecond *= 10;
    return true;
}

bool take_directive(date_parts::Cursor& cursor, char directive, Fields& fields)
{
    auto& [date, time, offset, afternoon, day_of_year, century] = fields;
    switch (directive) {
    case 'Y':
        return take_into(cursor, 4, date.year, 1, 9999);
    case 'y': {
        int year = 0;
        if (!take_into(cursor, 2, year, 0, 99)) return false;
        date.year = full_year(year, century);
        return true;
    }
    case 'm':
        return take_into(cursor, 2, date.month, 1, 12);
    case 'd':
        return take_into(cursor, 2, date.day, 1, 31);
    case 'e':
        return cursor.take_spaces(), take_into(cursor, 2, date.day, 1, 31);
    case 'b':
    case 'B':
    case 'h':
        return (date.month = date_parts::month_named(cursor.take_letters())) != 0;
    case 'a':
    case 'A':
        return date_parts::weekday_named(cursor.take_letters()).has_value();
    case 'H':
        return take_into(cursor, 2, time.hour, 0, 23);
    case 'I':
        return take_into(cursor, 2, time.hour, 1, 12);
    case 'M':
        return take_into(cursor, 2, time.minute, 0, 59);
    case 'S':
        return take_into(cursor, 2, time.second, 0, 59);
    case 'f':
        return take_fraction(cursor, fields);
    case 'j':
        return take_into(cursor, 3, day_of_year.emplace(), 1, 366);
    case 'p': {
        bool later = cursor.take('p') || cursor.take('P');
        if (!later && !cursor.take('a') && !cursor.take('A')) return false;
        afternoon = later;
        return cursor.take('m') || cursor.take('M');
    }
    case 'z':
        return (offset = date_parts::take_offset(cursor)).has_value();
    case 'Z':
        return !cursor.take_letters().empty();
    case 'T':
        return take_pattern(cursor, "%H:%M:%S", fields);
    case 'R':
        return take_pattern(cursor, "%H:%M", fields);
    case 'D':
        return take_pattern(cursor, "%m/%d/%y", fields);
    case 'F':
        return take_pattern(cursor, "%Y-%m-%d", fields);
    case 'n':
    case 't':
        return cursor.take_spaces(), true;
    default:
        return cursor.take(directive); // %%
    }
}

bool take_pattern(date_parts::Cursor& cursor, std::string_view pattern, Fields& fields)
{
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        bool fits = pattern[i] == '%' && i + 1 < pattern.size() ? take_directive(cursor, pattern[++i], fields)
                    : pattern[i] == ' '                         ? cursor.take_spaces() > 0
                                                                : cursor.take(pattern[i]);
        if (!fits) return false;
    }
    return true;
}
} // namespace

bool is_date_pattern(std::string_view pattern)
{
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') continue;
        if (++i == pattern.size() || directives.find(pattern[i]) == std::string_view::npos) return false;
    }
    return pattern.find('%') != std::string_view::npos;
}

std::optional<DateTime> read_by_pattern(std::string_view text, std::string_view pattern, int century)
{
    date_parts::Cursor cursor{text};
    Fields fields;
    fields.century = century;
    if (!take_pattern(cursor, pattern, fields) || !cursor.at_end()) return std::nullopt;
    if (fields.afternoon) {
        if (fields.time.hour < 1 || fields.time.hour > 12) return std::nullopt;
        fields.time.hour = fields.time.hour % 12 + (*fields.afternoon ? 12 : 0);
    }
    if (fields.day_of_year) {
        auto year = fields.date.year;
        fields.date = date_from(days_from({year, 1, 1}) + *fields.day_of_year - 1);
        if (fields.date.year != year) return std::nullopt;
    }
    if (!is_real(fields.date)) return std::nullopt;
    return DateTime{fields.date, fields.time, fields.offset};
}
} // namespace engine
