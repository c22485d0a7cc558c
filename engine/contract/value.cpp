#include "engine/contract/value.hpp"
#include "engine/text/dates.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>

namespace engine
{
namespace
{
bool listed_in(const std::vector<std::string>& list, std::string_view text)
{
    return std::ranges::find(list, text) != list.end();
}

Reads kept(std::string_view written, std::string& room, std::string_view& out)
{
    room.assign(written);
    out = room;
    return Reads::value;
}

Reads read_day(const Field& field, std::string_view text, std::string& room, std::string_view& out)
{
    char buffer[date_text_bytes];
    bool timed = field.type == FieldType::datetime;
    auto written = [&](const DateTime& value) {
        return kept(timed ? format_datetime(value, buffer) : format_date(value.date, buffer), room, out);
    };
    auto century = field.century.value_or(posix_century);
    auto reading = timed ? read_datetime(text, field.date_order, century) : read_date(text, field.date_order, century);
    if (field.format.starts_with('%') || field.format.contains('%')) {
        // A `dates` step may have made ISO text of it before.
        if (auto value = read_by_pattern(text, field.format, century)) return written(*value);
        bool iso = reading && reading.fits == 7;
        return iso ? written(reading.value) : Reads::wrong;
    }
    if (reading) return written(reading.value);
    return reading.says == DateReading::Says::ambiguous ? Reads::ambiguous : Reads::wrong;
}

std::string_view in_utc(const DateTime& moment, std::string& room)
{
    constexpr std::int64_t minutes_of_day = 24 * 60;
    auto minutes = moment.time.hour * 60 + moment.time.minute - *moment.offset;
    auto days = minutes / minutes_of_day - (minutes % minutes_of_day < 0);
    auto left = static_cast<int>(minutes - days * minutes_of_day);
    DateTime utc{date_from(days_from(moment.date) + days), moment.time, {}};
    utc.time.hour = left / 60;
    utc.time.minute = left % 60;
    char buffer[date_text_bytes];
    room.assign(format_datetime(utc, buffer));
    return room;
}

Reads read_clock(const Field& field, std::string_view text, std::string& room, std::string_view& out)
{
    char buffer[date_text_bytes];
    if (field.format.contains('%'))
        if (auto value = read_by_pattern(text, field.format)) return kept(format_time(value->time, buffer), room, out);
    auto value = read_time(text);
    return value ? kept(format_time(*value, buffer), room, out) : Reads::wrong;
}

bool all_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_year(std::string_view text) { return text.size() == 4 && all_digits(text); }

bool is_yearmonth(std::string_view text)
{
    if (text.size() != 7 || text[4] != '-' || !is_year(text.substr(0, 4)) || !all_digits(text.substr(5))) return false;
    auto month = (text[5] - '0') * 10 + text[6] - '0';
    return month >= 1 && month <= 12;
}
} // namespace

Reads read_value(const Field& field, std::string_view text, std::string& room, std::string_view& out)
{
    auto as_written = [&](bool fits) {
        out = text;
        return fits ? Reads::value : Reads::wrong;
    };
    auto number = [&](auto canonical) {
        NumberStyle style{field.decimal_char[0], field.group_char, field.bare_number};
        auto value = canonical(text, style, room);
        if (value) out = *value;
        return value ? Reads::value : Reads::wrong;
    };
    switch (field.type) {
    case FieldType::string:
    case FieldType::any:
        return as_written(true);
    case FieldType::integer: {
        auto reads = number(canonical_integer);
        return reads == Reads::value && !parse_integer(out) ? Reads::wrong : reads;
    }
    case FieldType::number:
        return number(canonical_number);
    case FieldType::boolean:
        out = listed_in(field.true_values, text) ? "true" : "false";
        return out == "true" || listed_in(field.false_values, text) ? Reads::value : Reads::wrong;
    case FieldType::date:
    case FieldType::datetime:
        return read_day(field, text, room, out);
    case FieldType::time:
        return read_clock(field, text, room, out);
    case FieldType::year:
        return as_written(is_year(text));
    case FieldType::yearmonth:
        return as_written(is_yearmonth(text));
    }
    return Reads::wrong;
}

bool is_missing(const Field& field, std::string_view cell)
{
    return cell.empty() || listed_in(field.missing_values, cell);
}

std::optional<std::string> canonical_value(FieldType type, std::string_view text)
{
    Field field;
    field.type = type;
    std::string room;
    std::string_view out;
    if (read_value(field, text, room, out) != Reads::value) return std::nullopt;
    return std::string(out);
}

int compare_values(FieldType type, std::string_view a, std::string_view b)
{
    if (type == FieldType::integer || type == FieldType::number) return compare_numbers(a, b);
    return a.compare(b); // ISO 8601 sorts as text
}

std::string_view value_key(FieldType type, std::string_view canonical, std::string& room)
{
    if (type == FieldType::integer || type == FieldType::number) return number_key(canonical, room);
    if (type != FieldType::datetime) return canonical;
    auto moment = read_datetime(canonical, DateOrder::ymd);
    return moment && moment.value.offset ? in_utc(moment.value, room) : canonical;
}

std::string_view type_name(FieldType type) { return boost::describe::enum_to_string(type, "?"); }

std::string_view value_example(FieldType type)
{
    switch (type) {
    case FieldType::string:
        return "text";
    case FieldType::integer:
        return "a whole number such as 12";
    case FieldType::number:
        return "a number such as 12.5";
    case FieldType::boolean:
        return "true or false";
    case FieldType::date:
        return "a date such as 2026-11-30";
    case FieldType::datetime:
        return "a date and time such as 2026-11-30T14:05:00";
    case FieldType::time:
        return "a time such as 14:05:00";
    case FieldType::year:
        return "a year such as 2026";
    case FieldType::yearmonth:
        return "a year and month such as 2026-11";
    case FieldType::any:
        return "any value";
    }
    return "";
}
} // namespace engine
