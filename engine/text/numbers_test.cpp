#include "engine/text/numbers.hpp"
#include <gtest/gtest.h>

using namespace engine;

namespace
{
constexpr NumberStyle english{'.', ","}, german{',', "."}, french{',', " "}, plain{};

std::string canonical(std::string_view text, const NumberStyle& style)
{
    std::string room;
    return std::string(canonical_number(text, style, room).value_or("none"));
}
} // namespace

TEST(Numbers, a_number_in_the_given_style_gets_its_canonical_text)
{
    EXPECT_EQ(canonical("1,234.50", english), "1234.50");
    EXPECT_EQ(canonical("1.234,50", german), "1234.50");
    EXPECT_EQ(canonical("1\u202F234\u00A0567,5", french), "1234567.5");
    EXPECT_EQ(canonical("12,34,567.8", english), "1234567.8"); // Indian groups
    EXPECT_EQ(canonical(" +7 ", plain), "7");
    EXPECT_EQ(canonical(".5", plain), "0.5");
    EXPECT_EQ(canonical("1.5E+3", plain), "1.5E+3");
    EXPECT_EQ(canonical("90071992547409931234", plain), "90071992547409931234"); // no digit is lost
    EXPECT_EQ(canonical("0042", plain), "0042");
}

TEST(Numbers, negative_amounts_are_understood_in_each_way_they_are_written)
{
    for (std::string_view text : {"-1,234.5", "\u22121,234.5", "(1,234.5)", "1,234.5-", "- 1,234.5"})
        EXPECT_EQ(canonical(text, english), "-1234.5") << text;
    EXPECT_EQ(canonical("--5", plain), "none");
    EXPECT_EQ(canonical("(-5)", plain), "none");
    EXPECT_EQ(canonical("+-0", plain), "none");
    EXPECT_EQ(canonical("\u22120", plain), "0");
}

TEST(Numbers, what_does_not_fit_the_style_is_no_number)
{
    for (std::string_view text :
         {"", " ", "1,23", "1234,567", "1,2345", "1,234,56", "1.2.3", "12a", "abc", ".", "-", "1 2"})
        EXPECT_EQ(canonical(text, english), "none") << text;
    EXPECT_EQ(canonical("1,234", plain), "none");
    EXPECT_EQ(canonical("1.234", german), "1234");
}

TEST(Numbers, a_unit_is_left_out_only_when_asked)
{
    NumberStyle loose{'.', ",", false};
    EXPECT_EQ(canonical("\u20AC 1,234.50", loose), "1234.50");
    EXPECT_EQ(canonical("-\u00A35", loose), "-5");
    EXPECT_EQ(canonical("12 %", loose), "12");
    EXPECT_EQ(canonical("USD 30", loose), "30");
    EXPECT_EQ(canonical("12 %", english), "none");
}

TEST(Numbers, a_whole_number_may_be_written_with_empty_decimals)
{
    std::string room;
    EXPECT_EQ(canonical_integer("12.0", plain, room), "12");
    EXPECT_EQ(canonical_integer("1,200.00", english, room), "1200");
    EXPECT_FALSE(canonical_integer("12.5", plain, room));
    EXPECT_FALSE(canonical_integer("1e3", plain, room));
}

TEST(Numbers, comparison_is_exact_at_any_length)
{
    EXPECT_LT(compare_numbers("9007199254740993", "9007199254740994"), 0);
    EXPECT_EQ(compare_numbers("1.50", "01.5"), 0);
    EXPECT_LT(compare_numbers("-2", "-1.5"), 0);
    EXPECT_GT(compare_numbers("0.1", "-3"), 0);
    EXPECT_EQ(compare_numbers("-0.0", "0"), 0);
    EXPECT_GT(compare_numbers("1e3", "999"), 0);
    EXPECT_LT(compare_numbers("0.09", "0.1"), 0);
}

TEST(Numbers, plain_numbers_are_told_from_formulas)
{
    for (std::string_view text : {"-5", "+5", "3.14", "1e9", "-.5"}) EXPECT_TRUE(is_plain_number(text)) << text;
    for (std::string_view text : {"-5+3", "=5", "-", "+", "", "-A1", "1e"}) EXPECT_FALSE(is_plain_number(text)) << text;
}

TEST(Numbers, a_double_prints_as_the_shortest_text_that_reads_back)
{
    char room[number_text_bytes];
    EXPECT_EQ(format_number(0.1, room), "0.1");
    EXPECT_EQ(format_number(1e21, room), "1000000000000000000000");
    EXPECT_EQ(format_number(-0.0, room), "0");
    EXPECT_EQ(parse_number("0.1"), 0.1);
    EXPECT_EQ(parse_integer("9223372036854775808"), std::nullopt);
}

TEST(Numbers, short_numbers_are_read_as_exactly_as_long_ones)
{
    for (const char* text :
         {"0", "-0", "7", "0.1", "-12.50", "480", "4999.99", "123456789012345", "0.00000000000001", "12345.6789012345",
          "1234567890123456", "-1234567890.12345", "1e9", "2.5e-3", "1.7976931348623157e308"})
        EXPECT_EQ(parse_number(text), std::strtod(text, nullptr)) << text;
    for (const char* text : {"", "-", ".", "1.2.3", "12a", "--5", "1-2", "e5"})
        EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

TEST(Numbers, a_name_of_letters_a_hyphen_and_digits_is_no_number)
{
    std::string room;
    NumberStyle loose{'.', "", false};
    for (const char* code : {"R-7781", "A-1", "KG-12"}) EXPECT_FALSE(canonical_number(code, loose, room)) << code;
    EXPECT_EQ(canonical_number("R-77.50", loose, room), "-77.50");
    EXPECT_EQ(canonical_number("-R7781", loose, room), "-7781");
    EXPECT_EQ(canonical_number("R 7781", loose, room), "7781");
}
