#include "engine/read/xlsx/number_format.hpp"
#include <cmath>
#include <gtest/gtest.h>

using namespace engine::xlsx;

namespace
{
std::string shown(std::string_view code, double value) { return NumberFormat(code).number(value, false); }
} // namespace

TEST(NumberFormat, general_shows_eleven_characters_then_an_exponent)
{
    EXPECT_EQ(shown("General", 12345678901), "12345678901");
    EXPECT_EQ(shown("General", 123456789012), "1.23457E+11");
    EXPECT_EQ(shown("General", 1234.56789012), "1234.56789");
    EXPECT_EQ(shown("General", 0.1 + 0.2), "0.3");
    EXPECT_EQ(shown("General", 1.0 / 3), "0.333333333");
    EXPECT_EQ(shown("General", 0.00001234567), "1.23457E-05");
    EXPECT_EQ(shown("General", -2.5), "-2.5");
    EXPECT_EQ(shown("General", 0), "0");
    EXPECT_EQ(shown("General", 9999999999.96), "10000000000");
}

TEST(NumberFormat, digits_are_rounded_as_they_are_shown)
{
    EXPECT_EQ(shown("0", 2.5), "3");
    EXPECT_EQ(shown("0.00", 1.005), "1.01"); // by its decimal digits, not its binary ones
    EXPECT_EQ(shown("#,##0.00", 1234567.891), "1,234,567.89");
    EXPECT_EQ(shown("#,##0", 999.6), "1,000");
    EXPECT_EQ(shown("0.0#", 3.0), "3.0");
    EXPECT_EQ(shown("#.##", 5), "5.");
    EXPECT_EQ(shown("0.00", 0.996), "1.00");
}

TEST(NumberFormat, identifiers_keep_their_zeros_and_dashes)
{
    EXPECT_EQ(shown("00000", 42), "00042");
    EXPECT_EQ(shown("000-00-0000", 12345678), "012-34-5678");
    EXPECT_EQ(shown("\"S-\"0000", 7), "S-0007");
    EXPECT_TRUE(NumberFormat("00000").adds_zeros());
    EXPECT_FALSE(NumberFormat("0.00").adds_zeros());
}

TEST(NumberFormat, sections_choose_by_sign_and_by_condition)
{
    EXPECT_EQ(shown("0.0;(0.0);\"nil\"", -3.25), "(3.3)");
    EXPECT_EQ(shown("0.0;(0.0);\"nil\"", 0), "nil");
    EXPECT_EQ(shown("[>=100]\"many\";[<0]\"debt\";0", 150), "many");
    EXPECT_EQ(shown("[>=100]\"many\";[<0]\"debt\";0", -1), "debt");
    EXPECT_EQ(shown("[>=100]\"many\";[<0]\"debt\";0", 50), "50");
    EXPECT_EQ(shown("[Red]-0.0", 2), "-2.0");
    EXPECT_EQ(NumberFormat("0;-0;0;\"name: \"@").text("Ada"), "name: Ada");
}

TEST(NumberFormat, percent_scale_currency_exponent_and_fractions)
{
    EXPECT_EQ(shown("0.0%", 0.125), "12.5%");
    EXPECT_EQ(shown("0.0,,\"M\"", 12345678), "12.3M");
    EXPECT_EQ(shown("[$\u20AC-407]#,##0.00", 1234.5), "\u20AC1,234.50");
    EXPECT_EQ(shown("_($* #,##0.00_)", 5), " $5.00 ");
    EXPECT_EQ(shown("0.00E+00", 12345), "1.23E+04");
    EXPECT_EQ(shown("##0.0E+0", 12345), "12.3E+3");
    EXPECT_EQ(shown("# ?/?", 1.5), "1 1/2");
    EXPECT_EQ(shown("# ?/8", 2.25), "2 2/8");
}

TEST(NumberFormat, dates_and_times_by_their_parts)
{
    constexpr double noon_ish = 46356.5866898148; // 2026-11-30 14:04:50
    EXPECT_EQ(shown("yyyy-mm-dd", noon_ish), "2026-11-30");
    EXPECT_EQ(shown("d mmm yy, dddd", noon_ish), "30 Nov 26, Monday");
    EXPECT_EQ(shown("h:mm AM/PM", noon_ish), "2:04 PM");
    EXPECT_EQ(shown("hh:mm:ss", noon_ish), "14:04:50");
    EXPECT_EQ(shown("mm:ss.0", 0.5 / 86400), "00:00.5");
    EXPECT_EQ(shown("[h]:mm", 1.5), "36:00");
    EXPECT_EQ(shown("m/d/yy", 60), "2/29/00"); // the day that only Excel knows
    EXPECT_EQ(NumberFormat("yyyy-mm-dd").number(0, true), "1904-01-01");
}

TEST(NumberFormat, letters_in_quotes_and_brackets_make_no_date)
{
    EXPECT_FALSE(NumberFormat("0 \"days\"").is_date());
    EXPECT_FALSE(NumberFormat("[Red]0.00").is_date());
    EXPECT_FALSE(NumberFormat("[h]:mm").is_date());
    EXPECT_TRUE(NumberFormat("[$-409]d\\-mmm\\-yy;@").is_date());
    EXPECT_TRUE(NumberFormat(builtin_format(14)).is_date());
    EXPECT_TRUE(NumberFormat(builtin_format(47)).is_date());
}

TEST(NumberFormat, iso_text_never_depends_on_how_the_sheet_orders_day_and_month)
{
    EXPECT_EQ(NumberFormat("dd/mm/yyyy").iso(46118, false), "2026-04-06");
    EXPECT_EQ(NumberFormat("mm/dd/yyyy").iso(46118, false), "2026-04-06");
    EXPECT_EQ(NumberFormat("d/m/yy h:mm").iso(46118.75, false), "2026-04-06T18:00:00");
    EXPECT_EQ(NumberFormat("h:mm").iso(0.34375, false), "08:15:00");
    EXPECT_EQ(NumberFormat("0.00").iso(46118, false), "");
    EXPECT_EQ(NumberFormat("dd/mm/yyyy").iso(-3, false), "");
}

TEST(NumberFormat, broken_codes_do_no_harm)
{
    for (std::string_view code :
         {"", ";;;", "\"open", "[open", "\\", "_", "*", "0.0.0", "[$", "E+", "/", "#/#/#", ";;;;;;"})
        for (double value : {0.0, -1.5, 1e300, 46118.25}) EXPECT_NO_THROW(shown(code, value)) << code;
}

TEST(NumberFormat, fractions_are_convergents_or_have_the_denominator_that_is_given)
{
    EXPECT_EQ(shown("# ?/?", 12.3), "12 1/3"); // 2/7 would be nearer
    EXPECT_EQ(shown("# ?/?", 0.5), " 1/2");
    EXPECT_EQ(shown("# ?\?/?\?", -123.456), "-123 26/57");
    EXPECT_EQ(shown("# ?/8", 2.3), "2 2/8");
    EXPECT_EQ(shown("# ?/10", 12.3), "12 3/10");
    EXPECT_EQ(shown("# ?\?/100", 0.07), "  7/100");
    EXPECT_EQ(shown("?/?", 1.25), "5/4");
    EXPECT_EQ(shown("?/?", 1e20), "100000000000000000000/1"); // more than an integer of 64 bits holds
    EXPECT_EQ(shown("?/8", 1e20), "800000000000000000000/8");
}

TEST(NumberFormat, half_days_and_system_dates_are_moments)
{
    EXPECT_EQ(shown("AM/PM", 45000.75), "PM");
    EXPECT_EQ(shown("A/P", 0.25), "A");
    EXPECT_EQ(shown("[$-F800]dd/mm/yyyy", 46118), "Monday, April 6, 2026");
    EXPECT_EQ(shown("[$-F400]h:mm", 0.5), "12:00:00 PM");
    EXPECT_EQ(NumberFormat("[$-F800]dd/mm/yyyy").iso(46118, false), "2026-04-06");
    EXPECT_EQ(shown("dddd", 46118), "Monday");
    EXPECT_EQ(shown("mmmmm", 46118), "A");
}

TEST(NumberFormat, only_the_calendar_from_1904_has_negative_times)
{
    EXPECT_EQ(shown("[h]:mm", -0.5), "-0.5");
    EXPECT_EQ(NumberFormat("[h]:mm").number(-0.5, true), "-12:00");
}

TEST(NumberFormat, a_section_for_negatives_only_shows_them_bare)
{
    EXPECT_EQ(shown("[<-25]General;[>25]General;General", -26), "26");
    EXPECT_EQ(shown("[<-25]General;[>25]General;General", -25), "-25");
    EXPECT_EQ(shown("[<100]0;0.0", -5), "-5");
}

TEST(NumberFormat, the_last_moments_of_all_dates_are_shown_in_every_format)
{
    for (const auto* code : {"yyyy-mm-dd", "d mmmm yyyy", "mmm d, yyyy", "mmmmm", "dddd", "mmm-yy h:mm", "h:mm:ss.000",
                             "[h]:mm", "yyyy-mm-dd hh:mm:ss.0", "[$-F800]", "mmm"})
        for (bool date1904 : {false, true}) {
            double last = date1904 ? 2'957'003 : 2'958'465;
            for (double serial : {last, last + 0.5, last + 0.999999, last + 0.9999999999, std::nextafter(last + 1, 0),
                                  last + 1, last + 2, 2'958'465.0, 2'958'466.0, 1e15, 0.0, 60.0, 0.99999999999})
                EXPECT_FALSE(NumberFormat(code).number(serial, date1904).empty()) << code << ' ' << serial;
            EXPECT_EQ(NumberFormat("yyyy-mm-dd").number(last + 0.999999999, date1904), "9999-12-31");
            EXPECT_EQ(NumberFormat("mmm hh:mm:ss").number(std::nextafter(last + 1, 0), date1904), "Dec 23:59:59");
            EXPECT_EQ(NumberFormat("yyyy").number(last + 1, date1904), general_number(last + 1));
            EXPECT_EQ(NumberFormat("yyyy-mm-dd hh:mm:ss").iso(std::nextafter(last + 1, 0), date1904),
                      "9999-12-31T23:59:59");
        }
}

TEST(NumberFormat, codes_of_any_length_and_form_show_a_number_somehow)
{
    for (const auto* part : {",", ".",  "/",  "0",   "%", "[h]",     "m:",    "\"x",      "\\",   "_",    "*", "[",
                             ";", "s.", "E+", "?/?", "@", "General", "AM/PM", "[$-F800]", "[>5]", "\xC3", "#,"}) {
        for (std::size_t times : {1U, 2U, 7U, 100U, 100'000U}) {
            std::string code;
            for (std::size_t at = 0; at < times; ++at) code += part;
            NumberFormat format(code);
            for (double value : {0.0, 1.5, -1.5, 12'345.678, 1e300, 5e-324, -2'958'465.5})
                EXPECT_LT(format.number(value, false).size(), 16'384U) << part << times;
            format.text("x");
            format.iso(43'000.5, false);
        }
    }
}

TEST(NumberFormat, commas_group_scale_or_are_text)
{
    EXPECT_EQ(shown("#,##0,", 1'234'567), "1,235");
    EXPECT_EQ(shown("0,,", 12'345'678), "12");
    EXPECT_EQ(shown("0.0,", 1'234), "1.2");
    EXPECT_EQ(shown(",0", 5), ",5");
    EXPECT_EQ(shown("0,\"x\",", 1'234'567), "1x");
    EXPECT_EQ(shown("#,,##0", 1'234'567), "1,234,567");
}
