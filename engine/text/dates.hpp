#pragma once
// Dates, times and both together as people write them. Canonical text is ISO 8601: 2026-11-30, 14:05:00,
// 2026-11-30T14:05:00. Nothing is ever guessed: a date that fits two orders is ambiguous until someone names the order.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine
{
enum class DateOrder : std::uint8_t { dmy, mdy, ymd };
BOOST_DESCRIBE_ENUM(DateOrder, dmy, mdy, ymd)

struct Date {
    int year = 0; // 1 … 9999
    int month = 0, day = 0;
    auto operator<=>(const Date&) const = default;
};

struct Time {
    int hour = 0, minute = 0, second = 0;
    int nanosecond = 0;
    auto operator<=>(const Time&) const = default;
};

struct DateTime {
    Date date;
    Time time;
    std::optional<int> offset; // minutes east of UTC, where written
    bool operator==(const DateTime&) const = default;
};

// What a text says about a date. `fits` has bit `1 << order` for each order in which the text is a real date; it is all
// three where the writing itself says the order (ISO, a month's name).
struct DateReading {
    enum class Says : std::uint8_t { nothing, ambiguous, date } says = Says::nothing;
    std::uint8_t fits = 0;
    DateTime value; // set when `says` is date

    explicit operator bool() const { return says == Says::date; }
    bool fits_order(DateOrder order) const { return fits >> static_cast<int>(order) & 1; }
};

// The first of the hundred years that years of two digits are in; without a word 69–99 is 19xx and 00–68 is 20xx, as
// POSIX strptime has it.
inline constexpr int posix_century = 1969;
int full_year(int two_digits, int century);
bool is_real(const Date& date);
// Days since 1970-01-01 (proleptic Gregorian) and back.
std::int64_t days_from(const Date& date);
Date date_from(std::int64_t days);

// Reads a date: 2026-11-30, 2026/11/30, 20261130, 30/11/2026, 30.11.26, 11-30-2026, 30 Nov 2026, Nov 30, 2026,
// Monday 30 November 2026. A time of midnight behind it is accepted. Without an order, a text whose numbers allow one
// reading only (30/11/2026) is a date; 04/05/2026 is ambiguous.
DateReading read_date(std::string_view text, std::optional<DateOrder> order, int century = posix_century);
// A date with an optional time behind it (T or spaces between): 14:05, 14:05:30.250, 2:05 pm, Z or +02:00.
DateReading read_datetime(std::string_view text, std::optional<DateOrder> order, int century = posix_century);
std::optional<Time> read_time(std::string_view text);

// Reads by a strptime pattern as Table Schema's `format` has it: %Y %y %m %d %e %b %B %a %A %H %I %p %M %S %f %j %z %Z
// %T %D %F %%. The whole text must fit.
std::optional<DateTime> read_by_pattern(std::string_view text, std::string_view pattern, int century = posix_century);
bool is_date_pattern(std::string_view pattern); // every directive is one of those

inline constexpr std::size_t date_text_bytes = 40;
using DateText = std::span<char, date_text_bytes>;
std::string_view format_date(const Date& date, DateText into);
std::string_view format_time(const Time& time, DateText into);
std::string day_in_words(const Date& date);                             // 3 April 2026
std::string_view format_datetime(const DateTime& value, DateText into); // with the offset where there is one

// Spreadsheet serial numbers: days since 1899-12-31 with the phantom 1900-02-29 that Excel keeps for Lotus 1-2-3
// (serial 60), or since 1904-01-01. Nothing outside 0 … 9999-12-31; serials below 1 are times of no day (1899-12-31 in
// Excel's eyes), rounded to the millisecond.
std::optional<DateTime> datetime_from_serial(double serial, bool date1904);
} // namespace engine
