#include "base/ids.hpp"
#include <gtest/gtest.h>

TEST(Ids, base64url_gives_the_published_examples)
{
    EXPECT_EQ(to_base64url(""), "");
    EXPECT_EQ(to_base64url("f"), "Zg");
    EXPECT_EQ(to_base64url("fo"), "Zm8");
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("\xfb\xff"), "-_8");
}

TEST(Ids, base64url_comes_back)
{
    for (std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfc"})
        EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_base64url("a b"), std::nullopt);
}

TEST(Ids, random_names_have_their_length_and_differ)
{
    EXPECT_EQ(random_hex(16).size(), 32U);
    EXPECT_EQ(random_base64url(32).size(), 43U);
    EXPECT_NE(random_hex(16), random_hex(16));
    for (int i = 0; i < 100; ++i) EXPECT_LT(random_below(7), 7U);
}
