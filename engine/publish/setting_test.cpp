#include "engine/publish/setting.hpp"
#include <gtest/gtest.h>

namespace engine
{
TEST(Setting, numbers_amounts_and_dates_are_written_as_the_school_does)
{
    Setting british("en-GB", "GBP"), german("de-DE", "EUR"), indian("en-IN", "INR"), spanish("es-ES", "");
    EXPECT_EQ(british.number("1234567.5"), "1,234,567.5");
    EXPECT_EQ(british.amount("1250"), "1,250.00");
    EXPECT_EQ(british.money("-1250.5"), "-£1,250.50");
    EXPECT_EQ(british.percent("92.6"), "92.6%");
    EXPECT_EQ(british.date("2026-11-04"), "4 Nov 2026");
    EXPECT_EQ(german.number("-1234.25"), "-1.234,25");
    EXPECT_EQ(german.money("1250"), "1.250,00\u00a0€");
    EXPECT_EQ(german.percent("92.0"), "92,0\u00a0%");
    EXPECT_EQ(german.date("2026-11-04"), "4. Nov. 2026");
    EXPECT_EQ(indian.number("12345678"), "1,23,45,678");
    EXPECT_EQ(spanish.number("1234"), "1234") << "Spanish groups from five digits on";
    EXPECT_EQ(spanish.number("12345"), "12.345");
    EXPECT_EQ(spanish.money("3.5"), "3,50") << "no currency, no sign";
}

TEST(Setting, no_digit_is_lost_and_what_is_no_number_or_date_stays)
{
    Setting setting("en-GB", "GBP");
    EXPECT_EQ(setting.number("123456789012345678901234567890.000000000001"),
              "123,456,789,012,345,678,901,234,567,890.000000000001");
    EXPECT_EQ(setting.amount("0.12345"), "0.12345");
    EXPECT_EQ(setting.money("0.12345"), "£0.12345");
    EXPECT_EQ(Setting("ja-JP", "JPY").money("1250.5"), "￥1,250.5");
    for (const char* other : {"", "-", "1e3", "12,5", "n/a", "１２"}) EXPECT_EQ(setting.number(other), other);
    for (const char* other : {"", "2026-11", "2026-02-30", "tomorrow", "2026-11-04T10:00:00"})
        EXPECT_EQ(setting.date(other), other);
}

TEST(Setting, a_currency_has_its_own_decimals_and_a_language_its_own_digits_stay_readable)
{
    EXPECT_EQ(Setting("ja-JP", "JPY").amount("1250"), "1,250");
    EXPECT_EQ(Setting("ar-EG", "").number("1250"), "1,250");
    EXPECT_EQ(Setting("xx-nonsense", "").number("1250").back(), '0') << "an unknown language has plain numbers";
}
} // namespace engine
