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
}
} // namespace
} // namespace students
