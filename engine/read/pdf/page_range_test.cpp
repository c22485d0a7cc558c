#include "engine/read/pdf/page_range.hpp"
#include "engine/table/unreadable.hpp"
#include <gtest/gtest.h>

using engine::pdf::PageRange;

TEST(PageRange, pages_are_named_one_by_one_or_from_to)
{
    PageRange range("2,5-7");
    EXPECT_FALSE(range.has(1));
    EXPECT_TRUE(range.has(2));
    EXPECT_TRUE(range.has(6));
    EXPECT_FALSE(range.has(8));
    EXPECT_EQ(range.first(), 2);
    EXPECT_EQ(range.last(), 7);
    EXPECT_TRUE(PageRange("4-").has(1000));
    EXPECT_TRUE(PageRange(std::nullopt).has(1));
    EXPECT_TRUE(PageRange("all").has(1));
}

TEST(PageRange, everything_else_is_refused)
{
    for (const char* text : {"0", "3-1", "one", "1,,2", "1-2-3", ",", "-", "99999999999"})
        EXPECT_THROW(PageRange{text}, engine::Unreadable) << text;
}
