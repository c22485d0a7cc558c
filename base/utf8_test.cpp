#include "base/utf8.hpp"
#include <gtest/gtest.h>

namespace
{
using namespace std::string_view_literals;

TEST(Utf8, takes_every_character_and_no_other_bytes)
{
    for (auto text : {""sv, "a"sv, "é"sv, "€"sv, "😀"sv, "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv})
        EXPECT_TRUE(is_utf8(text)) << text;
    for (auto text : {"\0"sv, "\x80"sv, "\xC0\x80"sv, "\xC1\xBF"sv, "\xC3"sv, "\xE0\x80\x80"sv, "\xE2\x82"sv,
                      "\xED\xA0\x80"sv, "\xF0\x80\x80\x80"sv, "\xF4\x90\x80\x80"sv, "\xF5\x80\x80\x80"sv, "\xFF"sv})
        EXPECT_FALSE(is_utf8(text)) << text.size();
}

TEST(Utf8, what_does_not_belong_is_replaced_and_the_rest_stays)
{
    EXPECT_EQ(as_utf8("Z\xFCrich\0!"sv), "Z\uFFFDrich!");
    EXPECT_EQ(as_utf8("Zürich"), "Zürich");
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second)
            EXPECT_TRUE(is_utf8(as_utf8(std::string{static_cast<char>(first), static_cast<char>(second)})));
}

TEST(Utf8, is_cut_between_characters)
{
    EXPECT_EQ(cut_utf8("aé€😀", 100), "aé€😀");
    for (std::size_t most = 0; most < 11; ++most) {
        auto cut = cut_utf8("aé€😀", most);
        EXPECT_LE(cut.size(), most);
        EXPECT_TRUE(is_utf8(cut)) << most;
    }
    EXPECT_EQ(cut_utf8("aé€😀", 3), "aé");
}
} // namespace
