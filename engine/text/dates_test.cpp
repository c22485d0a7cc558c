#include "engine/text/dates.hpp"
#include <gtest/gtest.h>

using namespace engine;
using enum DateOrder;

namespace
{
std::string date(std::string_view text, std::optional<DateOrder> order = {})
{
    char room[date_text_bytes];
    auto reading = read_date(text, order);
    if (reading) return std::string(format_date(reading.value.date, room));
    return reading.says == DateReading::Says::ambiguous ? "ambiguous" : "none";
}
std::string datetime(std::string_view text, std::optional<DateOrder> order = {})
{
    char room[date_text_bytes];
    auto reading = read_datetime(text, order);
    return reading ? std::string(format_datetime(reading.value, room)) : "none";
}
std::string time(std::string_view text)
{
    char room[date_text_bytes];
    auto value = read_time(text);
    return value ? std::string(format_time(*value, room)) : "none";
}
} // namespace

TEST(Dates, a_date_is_read_in_every_usual_writing)
{
    for (std::string_view text : {"2026-11-30",
                                  "2026/11/30",
                                  "2026.11.30",
                                  "20261130",
                                  "30/11/2026",
                                  "30-11-2026",
                                  "30.11.2026",
                                  "30. 11. 2026",
                                  "30 11 2026",
                                  "11/30/2026",
                                  "30 Nov 2026",
                                  "30-Nov-26",
                                  "30Nov2026",
                                  "Nov 30, 2026",
                                  "November 30 2026",
                                  "30th November 2026",
                                  "Monday, 30 November 2026",
                                  "2026-Nov-30",
                                  " 30/11/26 ",
                                  "30/11/2026 00:00:00",
                                  "2026-11-30T00:00:00"})
        EXPECT_EQ(date(text, text.find("11/30") != text.npos ? std::optional(mdy)
                             : text == " 30/11/26 "          ? std::optional(dmy)
                                                             : std::nullopt),
                  "2026-11-30")
            << text;
    EXPECT_EQ(date("3 Sept 2026"), "2026-09-03");
}

TEST(Dates, a_date_that_fits_two_orders_is_ambiguous_until_the_order_is_named)
{
    EXPECT_EQ(date("04/05/2026"), "ambiguous");
    EXPECT_EQ(date("04/05/2026", dmy), "2026-05-04");
    EXPECT_EQ(date("04/05/2026", mdy), "2026-04-05");
    EXPECT_EQ(date("04/05/06", ymd), "2004-05-06");
    EXPECT_EQ(date("04/05/06"), "ambiguous");
    EXPECT_EQ(date("04/04/2026"), "2026-04-04"); // the same day either way
    auto reading = read_date("13/05/2026", {});
    EXPECT_TRUE(reading.fits_order(dmy));
    EXPECT_FALSE(reading.fits_order(mdy));
    EXPECT_EQ(read_date("2026-05-13", {}).fits, 7);
}

TEST(Dates, the_named_order_is_never_broken_to_make_a_date_fit)
{
    EXPECT_EQ(date("13/05/2026", mdy), "none");
    EXPECT_EQ(date("05/13/2026", dmy), "none");
    EXPECT_EQ(date("2026-05-13", dmy), "2026-05-13"); // the year comes first: ISO
}

TEST(Dates, what_is_no_day_of_the_calendar_is_no_date)
{
    for (std::string_view text : {"2026-02-29", "2026-31-11", "31/11/2026", "00/01/2026", "2026-1", "12/2026",
                                  "1/2/3/4", "30/11-2026", "Nov 2026", "123456789", "12345678901", "30 Foo 2026", "",
                                  "7", "30/11/2026 14:05", "100/1/2026", "30/11/126"})
        EXPECT_EQ(date(text), "none") << text;
    EXPECT_EQ(date("2028-02-29"), "2028-02-29");
}

TEST(Dates, years_of_two_digits_lie_between_1969_and_2068)
{
    EXPECT_EQ(date("30/11/68", dmy), "2068-11-30");
    EXPECT_EQ(date("30/11/69", dmy), "1969-11-30");
}

TEST(Dates, a_time_of_day_is_read_with_seconds_halves_and_zones)
{
    EXPECT_EQ(datetime("2026-11-30 14:05"), "2026-11-30T14:05:00");
    EXPECT_EQ(datetime("2026-11-30T14:05:30.250Z"), "2026-11-30T14:05:30.25Z");
    EXPECT_EQ(datetime("30/11/2026, 2:05 PM"), "2026-11-30T14:05:00");
    EXPECT_EQ(datetime("2026-11-30T14:05:00-05:30"), "2026-11-30T14:05:00-05:30");
    EXPECT_EQ(datetime("2026-11-30"), "2026-11-30T00:00:00");
    EXPECT_EQ(datetime("2026-11-30 25:00"), "none");
    EXPECT_EQ(time("12:00 am"), "00:00:00");
    EXPECT_EQ(time("12 p.m."), "12:00:00");
    EXPECT_EQ(time("9:30:15"), "09:30:15");
    EXPECT_EQ(time("930"), "none");
    EXPECT_EQ(time("13:00 pm"), "none");
}

TEST(Dates, a_pattern_takes_the_whole_text_or_nothing)
{
    EXPECT_EQ(read_by_pattern("30/11/2026", "%d/%m/%Y")->date, (Date{2026, 11, 30}));
    EXPECT_EQ(read_by_pattern("Mon 30-Nov-26 02:05 PM", "%a %d-%b-%y %I:%M %p")->time, (Time{14, 5, 0}));
    EXPECT_EQ(read_by_pattern("2026-334", "%Y-%j")->date, (Date{2026, 11, 30}));
    EXPECT_FALSE(read_by_pattern("30/11/2026x", "%d/%m/%Y"));
    EXPECT_FALSE(read_by_pattern("2026-366", "%Y-%j"));
    EXPECT_TRUE(is_date_pattern("%Y-%m-%dT%H:%M:%S%z"));
    EXPECT_FALSE(is_date_pattern("%Q"));
    EXPECT_FALSE(is_date_pattern("YYYY-MM-DD"));
}

TEST(Dates, spreadsheet_serials_count_from_either_epoch)
{
    auto text = [](double serial, bool date1904) {
        char room[date_text_bytes];
        auto value = datetime_from_serial(serial, date1904);
        return value ? std::string(format_datetime(*value, room)) : "none";
    };
    EXPECT_EQ(text(46356, false), "2026-11-30T00:00:00");
    EXPECT_EQ(text(44894, true), "2026-11-30T00:00:00");
    EXPECT_EQ(text(1, false), "1900-01-01T00:00:00");
    EXPECT_EQ(text(59, false), "1900-02-28T00:00:00");
    EXPECT_EQ(text(61, false), "1900-03-01T00:00:00");
    EXPECT_EQ(text(46356.5866898148, false), "2026-11-30T14:04:50");
    EXPECT_EQ(text(-1, false), "none");
    EXPECT_EQ(text(1e9, false), "none");
}

TEST(Dates, days_and_dates_convert_both_ways)
{
    EXPECT_EQ(days_from({1970, 1, 1}), 0);
    for (std::int64_t day : {-719162L, -1L, 20787L, 2932896L}) EXPECT_EQ(days_from(date_from(day)), day);
}
