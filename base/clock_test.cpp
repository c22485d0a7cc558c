#include "base/clock.hpp"
#include <gtest/gtest.h>
#include <stdexcept>

TEST(Clock, an_instant_is_text_and_comes_back)
{
    constexpr auto text = "2026-11-23T18:04:05.123Z";
    EXPECT_EQ(utc_text(parse_utc(text)), text);
    EXPECT_EQ(utc_text(parse_utc(text) + std::chrono::hours(6)), "2026-11-24T00:04:05.123Z");
    EXPECT_EQ(between(text, "2026-11-23T18:04:06.000Z").count(), 877);
}

TEST(Clock, what_is_no_instant_is_refused)
{
    for (auto text : {"", "2026-11-23", "2026-13-23T18:04:05.123Z", "2026-02-30T18:04:05.123Z",
                      "2026-11-23 18:04:05.123Z", "2026-11-23T18:04:05.12xZ", "2026-11-23T24:00:00.000Z",
                      "2026-11-23T18:60:05.123Z", "2026-11-23T18:04:99.123Z"})
        EXPECT_THROW(parse_utc(text), std::invalid_argument) << text;
}
