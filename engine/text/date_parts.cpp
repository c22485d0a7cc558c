#include "engine/text/date_parts.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cctype>

namespace engine::date_parts
{
namespace
{
constexpr std::string_view months[] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
constexpr std::string_view weekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether `word` is the whole of `name` or its start of at least three letters.
bool names(std::string_view word, std::string_view name)
{
    return word.size() >= 3 && word.size() <= name.size() &&
           std::ranges::equal(word, name.substr(0, word.size()), {}, lower);
}

bool take_word(Cursor& cursor, std::string_view word)
{
    if (cursor.rest.size() < word.size() || !std::ranges::equal(cursor.rest.substr(0, word.size()), word, {}, lower))
        return false;
    cursor.rest.remove_prefix(word.size());
    return true;
}

// am, PM, a.m., p. m.; leaves the cursor where it is when there is none.
std::optional<bool> take_half(Cursor& cursor)
{
    Cursor ahead = cursor;
    ahead.take_spaces();
    bool afternoon = !ahead.rest.empty() && lower(ahead.rest[0]) == 'p';
    if (!take_word(ahead, afternoon ? "p" : "a")) return std::nullopt;
    ahead.take('.');
    if (!take_word(ahead, "m")) return std::nullopt;
    ahead.take('.');
    if (!ahead.rest.empty() && is_letter(ahead.rest[0])) return std::nullopt;
    cursor = ahead;
    return afternoon;
}

bool take_seconds(Cursor& cursor, Time& time)
{
    auto seconds = cursor.take_number(2);
    if (!seconds) return false;
    time.second = seconds->value;
    if (!cursor.take('.') && !cursor.take(',')) return true;
    int scale = 100'000'000, digits = 0;
    for (; !cursor.rest.empty() && is_digit(cursor.rest[0]); ++digits, scale /= 10, cursor.rest.remove_prefix(1))
        time.nanosecond += (cursor.rest[0] - '0') * scale;
    return digits > 0;
}

// What stands between two parts: one of / - . with or without spaces, spaces, a comma; '\0' for nothing at all.
std::optional<char> take_separator(Cursor& cursor)
{
    auto spaces = cursor.take_spaces();
    char mark = '\0';
    for (char c : {'/', '-', '.', ','})
        if (mark == '\0' && cursor.take(c)) mark = c;
    spaces += cursor.take_spaces();
    return mark == '\0' && spaces > 0 ? ' ' : mark;
}

std::optional<Part> take_part(Cursor& cursor)
{
    if (auto number = cursor.take_number(4)) {
        for (std::string_view ordinal : {"st", "nd", "rd", "th"})
            if (number->digits <= 2 && take_word(cursor, ordinal)) break;
        return number;
    }
    Cursor ahead = cursor;
    int month = month_named(ahead.take_letters());
    if (month == 0) return std::nullopt;
    cursor = ahead;
    return Part{month, 0};
}

void skip_weekday(Cursor& cursor)
{
    Cursor ahead = cursor;
    if (!weekday_named(ahead.take_letters())) return;
    ahead.take('.');
    ahead.take(',');
    ahead.take_spaces();
    cursor = ahead;
}

// 20261130, or 20261130T140500
bool take_solid(Cursor& cursor, Parts& parts)
{
    auto text = cursor.rest.substr(0, 8);
    if (text.size() < 8 || !std::ranges::all_of(text, is_digit)) return false;
    if (cursor.rest.size() > 8 && is_digit(cursor.rest[8])) return false;
    auto number = [&](std::size_t from, std::size_t size) {
        int value = 0;
        for (char c : text.substr(from, size)) value = value * 10 + (c - '0');
        return Part{value, static_cast<int>(size)};
    };
    parts.part = {number(0, 4), number(4, 2), number(6, 2)};
    cursor.rest.remove_prefix(8);
    return true;
}

bool take_three(Cursor& cursor, Parts& parts)
{
    skip_weekday(cursor);
    auto first = take_part(cursor);
    auto between = take_separator(cursor);
    auto second = first ? take_part(cursor) : std::nullopt;
    auto after = take_separator(cursor);
    auto third = second ? take_part(cursor) : std::nullopt;
    if (!third || third->digits == 0) return false;
    parts.part = {*first, *second, *third};
    // Numbers alone must be set apart in one way; with a month's name anything goes (30Nov2026, 30-Nov 2026).
    return parts.names_month() ? first->digits + second->digits > 0
                               : between == after && *between != '\0' && *between != ',';
}
} // namespace

bool Cursor::take(char c)
{
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
}

std::size_t Cursor::take_spaces()
{
    std::size_t spaces = 0;
    for (;; ++spaces)
        if (!take(' ') && !take('\t') && !take_word(*this, "\u00A0") && !take_word(*this, "\u202F")) return spaces;
}

std::optional<Part> Cursor::take_number(int most_digits)
{
    Part part;
    for (char c : rest.substr(0, static_cast<std::size_t>(most_digits))) {
        if (!is_digit(c)) break;
        part.value = part.value * 10 + (c - '0');
        ++part.digits;
    }
    if (part.digits == 0) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(part.digits));
    return part;
}

std::string_view Cursor::take_letters()
{
    auto end = std::ranges::find_if_not(rest, is_letter);
    auto word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(word.size());
    return word;
}

int month_named(std::string_view word)
{
    for (int i = 0; i < 12; ++i)
        if (names(word, months[i])) return i + 1;
    return 0;
}

std::optional<int> weekday_named(std::string_view word)
{
    for (int i = 0; i < 7; ++i)
        if (names(word, weekdays[i])) return i;
    return std::nullopt;
}

std::optional<Time> take_time(Cursor& cursor)
{
    Cursor ahead = cursor;
    Time time;
    auto hours = ahead.take_number(2);
    if (!hours) return std::nullopt;
    time.hour = hours->value;
    bool minutes = ahead.take(':');
    if (minutes) {
        auto number = ahead.take_number(2);
        if (!number || number->digits != 2) return std::nullopt;
        time.minute = number->value;
        if (ahead.take(':') && !take_seconds(ahead, time)) return std::nullopt;
    }
    auto afternoon = take_half(ahead);
    if (!minutes && !afternoon) return std::nullopt;
    if (afternoon) {
        if (time.hour < 1 || time.hour > 12) return std::nullopt;
        time.hour = time.hour % 12 + (*afternoon ? 12 : 0);
    }
    if (time.hour > 23 || time.minute > 59 || time.second > 59) return std::nullopt;
    cursor = ahead;
    return time;
}

std::optional<int> take_offset(Cursor& cursor)
{
    Cursor ahead = cursor;
    ahead.take_spaces();
    int offset = 0;
    if (!take_word(ahead, "z") && !take_word(ahead, "utc") && !take_word(ahead, "gmt")) {
        bool west = ahead.take('-');
        if (!west && !ahead.take('+')) return std::nullopt;
        auto hours = ahead.take_number(2);
        ahead.take(':');
        auto minutes = ahead.take_number(2).value_or(Part{});
        if (!hours || hours->value > 15 || minutes.value > 59) return std::nullopt;
        offset = (hours->value * 60 + minutes.value) * (west ? -1 : 1);
    }
    cursor = ahead;
    return offset;
}

std::optional<Parts> split(std::string_view text)
{
    Parts parts;
    Cursor cursor{trim(text)};
    if (!take_solid(cursor, parts) && !take_three(cursor, parts)) return std::nullopt;
    if (cursor.at_end()) return parts;
    if (!cursor.take('T') && !cursor.take('t')) {
        bool comma = cursor.take(',');
        if (cursor.take_spaces() == 0 && !comma) return std::nullopt;
    }
    parts.time = take_time(cursor);
    if (!parts.time) return std::nullopt;
    if (!cursor.at_end()) {
        parts.offset = take_offset(cursor);
        if (!parts.offset || !cursor.at_end()) return std::nullopt;
    }
    return parts;
}

std::optional<Date> in_order(const Parts& parts, DateOrder order, int century)
{
    const auto& [first, second, third] = parts.part;
    Part year = third, month = second, day = first;
    if (first.digits == 0)
        std::swap(month, day); // Nov 30, 2026
    else if (parts.year_first() || (order == DateOrder::ymd))
        year = first, day = third;
    else if (order == DateOrder::mdy && second.digits != 0)
        std::swap(month, day);
    if ((year.digits != 2 && year.digits != 4) || day.digits > 2 || day.digits == 0 || month.digits > 2)
        return std::nullopt;
    Date date{year.digits == 2 ? full_year(year.value, century) : year.value, month.value, day.value};
    return is_real(date) ? std::optional(date) : std::nullopt;
}
} // namespace engine::date_parts
