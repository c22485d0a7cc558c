#include "engine/text/unicode.hpp"
#include <gtest/gtest.h>

using namespace engine;

TEST(Unicode, white_space_of_every_kind_is_trimmed_at_both_ends)
{
    EXPECT_EQ(trim(" \t\u00A0\u200B\uFEFF Ada Lee\u3000\u202F\r\n"), "Ada Lee");
    EXPECT_EQ(trim("Zo\u00EB"), "Zo\u00EB");
    EXPECT_EQ(trim("\u0420"), "\u0420"); // its last byte is A0, which is no space here
    EXPECT_TRUE(is_blank("\u00A0 \t"));
    EXPECT_FALSE(is_blank("0"));
}

TEST(Unicode, a_joiner_that_belongs_to_a_letter_is_no_space)
{
    for (std::string_view name : {"\u0D05\u0D35\u0D28\u0D4D\u200D",             // Malayalam, ends in a chillu
                                  "\u0DC1\u0DCA\u200D\u0DBB\u0DD3",             // Sinhala
                                  "\u0995\u09CD\u200C",                         // Bengali, a visible virama
                                  "\u0646\u06CC\u06A9\u200C\u0646\u0627\u0645", // Persian
                                  "\u0646\u06CC\u06A9\u200C"}) {
        EXPECT_EQ(trim(name), name);
        EXPECT_EQ(trim("\u200B \t" + std::string(name) + " \u200B\u00A0"), name);
        EXPECT_EQ(trim("\u200D" + std::string(name) + "\uFEFF\r\n"), name);
    }
    EXPECT_EQ(trim("Ada\u200D"), "Ada");
    EXPECT_EQ(trim("Zo\u00EB\u200C\u200D "), "Zo\u00EB");
    EXPECT_EQ(trim("\u65E5\u672C\u200D"), "\u65E5\u672C");
    EXPECT_TRUE(is_blank("\u200D \u200C\u200D"));
}

TEST(Unicode, only_well_formed_utf8_is_utf8)
{
    EXPECT_TRUE(is_utf8("plain, Zo\u00EB, \u65E5\u672C, \U0001F600"));
    EXPECT_FALSE(is_utf8("Zo\xEB"));
    EXPECT_FALSE(is_utf8("\xC0\xAF"));         // overlong
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));     // surrogate
    EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80")); // past U+10FFFF
    EXPECT_EQ(utf8_prefix("12345678\xE6\x97"), 8U);
}

TEST(Unicode, one_text_in_two_spellings_has_one_normal_form)
{
    std::string room;
    EXPECT_EQ(nfc("Zoe\u0308", room), "Zo\u00EB");
    std::string_view clean = "Zo\u00EB";
    EXPECT_EQ(nfc(clean, room).data(), clean.data()); // nothing to change, nothing copied
}

TEST(Unicode, case_follows_the_language_of_the_letters)
{
    std::string room;
    EXPECT_EQ(upper_case("stra\u00DFe", room), "STRASSE");
    EXPECT_EQ(lower_case("\u00C9TUDE", room), "\u00E9tude");
    EXPECT_EQ(title_case("mary ann LEE", room), "Mary Ann Lee");
}

TEST(Unicode, names_that_people_read_as_equal_fold_to_the_same_text)
{
    EXPECT_EQ(fold("  Student\u00A0 ID "), fold("student id"));
    EXPECT_NE(fold("Student ID"), fold("StudentID"));
}

TEST(Unicode, characters_are_counted_not_bytes)
{
    EXPECT_EQ(code_points("Zo\u00EB \U0001F600"), 5U);
    std::string text;
    append_utf8(text, 0xEB);
    append_utf8(text, 0x1F600);
    append_utf8(text, 0xD800);
    EXPECT_EQ(text, "\u00EB\U0001F600\uFFFD");
}
