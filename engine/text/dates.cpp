#include "engine/text/dates.hpp"
#include "engine/text/date_parts.hpp"
#include "engine/text/unicode.hpp"
#include <charconv>
#include <chrono>
#include <cmath>

namespace engine
{
namespace
{
constexpr DateOrder orders[] = {DateOrder::dmy, DateOrder::mdy, DateOrder::ymd};
constexpr std::uint8_t every_order = 7;

bool digit_pair(const char* at, int& value)
{
    unsigned tens = static_cast<unsigned>(at[0] - '0'), ones = static_cast<unsigned>(at[1] - '0');
    value = static_cast<int>(tens * 10 + ones);
    return tens <= 9 && ones <= 9;
}

// 2026-11-30 and nothing else, the form that most cells have.
bool iso_date(std::string_view text, Date& date)
{
    int hundreds = 0, years = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digit_pair(text.data(), hundreds) ||
        !digit_pair(text.data() + 2, years) || !digit_pair(text.data() + 5, date.month) ||
        !digit_pair(text.data() + 8, date.day))
        return false;
    date.year = hundreds * 100 + years;
    return is_real(date);
}

DateReading read(std::string_view text, std::optional<DateOrder> wanted, bool with_time, int century)
{
    using enum DateReading::Says;
    DateReading reading;
    if (iso_date(text, reading.value.date)) {
        reading.says = date;
        reading.fits = every_order;
        return reading;
    }
    reading.value = {};
    auto parts = date_parts::split(text);
    if (!parts || (parts->time && !with_time && *parts->time != Time{})) return reading;
    // 30-Nov-26: a day comes before its month's name unless someone says that years do.
    if (!wanted && parts->names_month()) wanted = DateOrder::dmy;
    for (auto order : orders) {
        auto found = date_parts::in_order(*parts, order, century);
        if (!found) continue;
        reading.fits |= static_cast<std::uint8_t>(1 << static_cast<int>(order));
        if (wanted && *wanted != order) continue;
        bool second_one = reading.says != nothing && reading.value.date != *found;
        reading.says = second_one || reading.says == ambiguous ? ambiguous : date;
        reading.value.date = *found;
    }
    if (reading.says != date) reading.value = {};
    if (reading.says == date && with_time && parts->time) {
        reading.value.time = *parts->time;
        reading.value.offset = parts->offset;
    }
    return reading;
}

char* put(char* at, int value, int digits)
{
    for (int i = digits; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
    return at + digits;
}

char* put_date(char* at, const Date& date)
{
    at = put(at, date.year, 4);
    *at++ = '-';
    at = put(at, date.month, 2);
    *at++ = '-';
    return put(at, date.day, 2);
}

char* put_time(char* at, const Time& time)
{
    at = put(at, time.hour, 2);
    *at++ = ':';
    at = put(at, time.minute, 2);
    *at++ = ':';
    at = put(at, time.second, 2);
    if (time.nanosecond == 0) return at;
    *at++ = '.';
    at = put(at, time.nanosecond, 9);
    while (at[-1] == '0') --at;
    return at;
}

std::string_view between(const char* from, const char* to) { return {from, static_cast<std::size_t>(to - from)}; }
} // namespace

int full_year(int two_digits, int century)
{
    auto year = century - century % 100 + two_digits;
    return year < century ? year + 100 : year;
}

bool is_real(const Date& date)
{
    using namespace std::chrono;
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) return false;
    return year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                          day(static_cast<unsigned>(date.day)))
        .ok();
}

std::int64_t days_from(const Date& date)
{
    using namespace std::chrono;
    return sys_days(year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                                   day(static_cast<unsigned>(date.day))))
        .time_since_epoch()
        .count();
}

Date date_from(std::int64_t days)
{
    using namespace std::chrono;
    year_month_day date{sys_days(std::chrono::days(days))};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

DateReading read_date(std::string_view text, std::optional<DateOrder> order, int century)
{
    return read(text, order, false, century);
}

DateReading read_datetime(std::string_view text, std::optional<DateOrder> order, int century)
{
    return read(text, order, true, century);
}

std::optional<Time> read_time(std::string_view text)
{
    date_parts::Cursor cursor{trim(text)};
    auto time = date_parts::take_time(cursor);
    return cursor.at_end() ? time : std::nullopt;
}

std::string_view format_date(const Date& date, DateText into)
{
    return between(into.data(), put_date(into.data(), date));
}

std::string day_in_words(const Date& date)
{
    static constexpr const char* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                             "July",    "August",   "September", "October", "November", "December"};
    return std::to_string(date.day) + " " + months[date.month - 1] + " " + std::to_string(date.year);
}

std::string_view format_time(const Time& time, DateText into)
{
    return between(into.data(), put_time(into.data(), time));
}

std::string_view format_datetime(const DateTime& value, DateText into)
{
    char* at = put_date(into.data(), value.date);
    *at++ = 'T';
    at = put_time(at, value.time);
    if (value.offset == 0)
        *at++ = 'Z';
    else if (value.offset) {
        int minutes = std::abs(*value.offset);
        *at++ = *value.offset < 0 ? '-' : '+';
        at = put(at, minutes / 60, 2);
        *at++ = ':';
        at = put(at, minutes % 60, 2);
    }
    return between(into.data(), at);
}

std::optional<DateTime> datetime_from_serial(double serial, bool date1904)
{
    constexpr std::int64_t day_ms = 86'400'000;
    if (!(serial >= 0) || serial >= 2'958'466) return std::nullopt;
    auto ms = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(day_ms)));
    auto day = ms / day_ms, rest = ms % day_ms;
    static const auto epoch_1904 = days_from({1904, 1, 1}), epoch_1900 = days_from({1899, 12, 31});
    // Serial 60 is the day that never was; it reads as 1 March like serial 61.
    auto days = date1904 ? epoch_1904 + day : epoch_1900 + day - (day > 60 ? 1 : 0);
    DateTime value;
    value.date = date_from(days);
    if (value.date.year > 9999) return std::nullopt;
    auto seconds = static_cast<int>(rest / 1000);
    value.time = {seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(rest % 1000) * 1'000'000};
    return value;
}
} // namespace engine
