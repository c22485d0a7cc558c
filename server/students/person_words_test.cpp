#include "server/students/person_words.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace students
{
namespace
{
PersonWords canary()
{
    PersonWords words(" S-7777");
    words.learn_name("Canarina Quillfeather");
    words.learn_personal("2012-03-04");
    words.learn_personal("female");
    return words;
}

TEST(PersonWords, P1_texts_that_people_typed_lose_the_identifier_and_every_word_of_the_name)
{
    auto words = canary();
    auto without = [&](const char* text) { return words.without(text, Look::text); };
    EXPECT_EQ(without("s-7777.csv"), "(erased).csv");
    EXPECT_EQ(without("Marks_S-7777_final.xlsx"), "Marks_(erased)_final.xlsx");
    EXPECT_EQ(without("the mother of CANARINA called"), "the mother of (erased) called");
    EXPECT_EQ(without("Quillfeather, Canarina: 2012-03-04"), "(erased), (erased): (erased)");
    EXPECT_EQ(without("canarina.quillfeather@home.test"), "(erased).(erased)@home.test");
    EXPECT_EQ(without("Canarina Quillfeather and S-7777, S-7777"), "(erased) and (erased), (erased)");
    EXPECT_EQ(without("S-77771, XS-7777, Quillfeathers, female"), "S-77771, XS-7777, Quillfeathers, female");
    EXPECT_FALSE(words.are_in("nobody", Look::text));
}

TEST(PersonWords, P1_values_lose_only_what_is_of_this_student)
{
    auto words = canary();
    EXPECT_EQ(words.without("Quillfeather", Look::values), "Quillfeather"); // perhaps of a sister
    EXPECT_EQ(words.without("S-7777", Look::values), "(erased)");
    EXPECT_EQ(words.without("canarina quillfeather is twelve", Look::values), "(erased) is twelve");
    EXPECT_EQ(words.without("Quillfeather, Canarina", Look::values), "(erased), (erased)");
    EXPECT_EQ(words.without("{S-7777: Canarina}", Look::values), "{(erased): (erased)}");
    PersonWords of_columns("S-7777"); // first and last name in columns of their own
    of_columns.learn_name("Canarina");
    of_columns.learn_name("Quillfeather");
    EXPECT_EQ(of_columns.without("Canarina Quillfeather", Look::values), "(erased) (erased)");
    EXPECT_EQ(of_columns.without("Canarina, Canarina; a quill", Look::values), "Canarina, Canarina; a quill");
}

TEST(PersonWords, P1_names_are_found_in_any_case_and_normal_form)
{
    PersonWords words("7");
    words.learn_name("Özgür José-Ñíguez");
    EXPECT_EQ(words.without("ÖZGÜR", Look::text), "(erased)");
    EXPECT_EQ(words.without("Jose\xCC\x81 came", Look::text), "(erased) came");
    EXPECT_EQ(words.without("17 rows, 7 bad", Look::text), "17 rows, 7 bad"); // too short to be told from a count
    EXPECT_TRUE(words.pieces(Look::text).size() > 1);
    PersonWords other("Ж");
    EXPECT_TRUE(other.pieces(Look::text).empty());
}

TEST(PersonWords, P1_words_end_where_people_see_them_end_in_any_script)
{
    auto words = canary();
    words.learn_name("\u738B\u5C0F\u660E");             // 王小明
    words.learn_name("\u0E2A\u0E21\u0E0A\u0E32\u0E22"); // สมชาย
    words.learn_name("\uAE40\uCCA0\uC218");             // 김철수
    auto without = [&](const char* text) { return words.without(text, Look::text); };
    for (const char* mark :
         {"\u201C", "\u201D", "\u2018", "\u2019", "\u201E", "\u00AB", "\u00BB", "\u2013", "\u2014", "\u2026",
          "\u00A0", "\u202F", "\u200B", "\u00B7", "\u2022", "\u3002", "\uFF0C", "\u060C", "\u00B0", "\u20AC"}) {
        std::string at(mark);
        EXPECT_EQ(without((at + "S-7777" + at + "Quillfeather" + at).c_str()), at + "(erased)" + at + "(erased)" + at);
    }
    EXPECT_EQ(without("\u6BCD\u4EB2\u738B\u5C0F\u660E\u6765\u4E86"), "\u6BCD\u4EB2(erased)\u6765\u4E86");
    EXPECT_EQ(without("\u0E04\u0E38\u0E13\u0E2A\u0E21\u0E0A\u0E32\u0E22\u0E21\u0E32"),
              "\u0E04\u0E38\u0E13(erased)\u0E21\u0E32");
    EXPECT_EQ(without("\uAE40\uCCA0\uC218\uB294"), "(erased)\uB294");
    EXPECT_EQ(without("Quillfeather\u00E9, \u00E9Quillfeather, Quillfeather\u0436"),
              "Quillfeather\u00E9, \u00E9Quillfeather, Quillfeather\u0436");
}

TEST(PersonWords, P1_short_words_are_of_the_student_beside_another_word_of_the_student_alone)
{
    PersonWords words("S-7777");
    words.learn_name("Kim");
    words.learn_name("Lee");
    words.learn_name("Quillfeather");
    for (const char* value : {"7A", "No", "female"}) words.learn_personal(value);
    auto without = [&](const char* text) { return words.without(text, Look::text); };
    EXPECT_EQ(without("Kim Lee was away"), "(erased) (erased) was away");
    EXPECT_EQ(without("LEE, Kim (7A)"), "(erased), (erased) ((erased))");
    EXPECT_EQ(without("female Quillfeather 7A"), "(erased) (erased) (erased)");
    EXPECT_EQ(without("kim_s-7777.csv"), "(erased)_(erased).csv");
    EXPECT_EQ(without("No, the Lee shore of 7A; Kim, again: Kim Kim"), "No, the Lee shore of 7A; Kim, again: Kim Kim");
    EXPECT_EQ(words.without("Kim Lee", Look::values), "Kim Lee");
}

TEST(PersonWords, P1_a_number_is_found_with_and_without_zeros_in_front)
{
    PersonWords words("007777");
    EXPECT_EQ(words.without("7777, 07777, 0007777, 17777, 77770", Look::text),
              "(erased), (erased), (erased), 17777, 77770");
}

TEST(PersonWords, P1_every_text_that_holds_the_student_holds_one_of_the_pieces)
{
    auto words = canary();
    for (const char* text : {"S-7777", "CANARINA", "x quillfeather", "2012-03-04"}) {
        std::string low(text);
        std::ranges::transform(low, low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        EXPECT_TRUE(std::ranges::any_of(words.pieces(Look::text), [&](const auto& piece) {
            return low.find(piece) != low.npos;
        })) << text;
    }
    PersonWords of_columns("7"); // too short to be looked for
    of_columns.learn_name("Canarina");
    of_columns.learn_name("Lee");
    ASSERT_TRUE(of_columns.are_in("lee, canarina", Look::values));
    EXPECT_EQ(of_columns.pieces(Look::values), std::vector<std::string>{"canarina"});
}
} // namespace
} // namespace students
