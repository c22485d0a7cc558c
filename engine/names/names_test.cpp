#include "engine/infer/shape.hpp"
#include "engine/names/names.hpp"
#include <gtest/gtest.h>

namespace engine
{
namespace
{
TEST(Names, headers_become_names_of_fields)
{
    EXPECT_EQ(snake_case("Date of birth (UK)"), "date_of_birth_uk");
    EXPECT_EQ(snake_case("studentId"), "student_id");
    EXPECT_EQ(snake_case("  Größe / cm "), "grosse_cm");
    EXPECT_EQ(snake_case("2026 total"), "column_2026_total");
    EXPECT_EQ(snake_case("Pupil's name"), "pupils_name");
    EXPECT_EQ(snake_case("Фамилия"), "familia");
    EXPECT_EQ(snake_case("#"), "");
}

TEST(Names, meanings_are_guessed_from_words)
{
    EXPECT_TRUE(meaning_of("student_id").id && meaning_of("student_id").personal &&
                meaning_of("student_id").is_protected);
    EXPECT_FALSE(meaning_of("number_of_students").id);
    EXPECT_TRUE(meaning_of("number_of_students").amount);
    EXPECT_FALSE(meaning_of("course_name").personal);
    EXPECT_TRUE(meaning_of("surname").personal && meaning_of("date_of_birth").personal &&
                meaning_of("mobile").personal);
    EXPECT_TRUE(meaning_of("mark").is_protected && meaning_of("mark").mark);
    EXPECT_FALSE(meaning_of("status").personal || meaning_of("status").is_protected);
}

TEST(Names, files_say_their_feed_and_period)
{
    auto is = [](std::vector<std::string> files, const char* feed, Period period, const char* match) {
        auto name = feed_name(files);
        EXPECT_EQ(name.feed, feed) << files[0];
        EXPECT_EQ(name.period, period) << files[0];
        EXPECT_EQ(name.match, match) << files[0];
    };
    is({"attendance-2026-W46.csv"}, "attendance-weekly", Period::week, "attendance*.csv");
    is({"Fees week 12.xlsx"}, "fees-weekly", Period::week, "Fees*.xlsx");
    is({"Loans Nov 2026.csv"}, "loans-monthly", Period::month, "Loans*.csv");
    is({"loans_2026-11.csv"}, "loans-monthly", Period::month, "loans*.csv");
    is({"Exam results Autumn term 2026.pdf"}, "exam-results-termly", Period::term, "Exam results*.pdf");
    is({"roster.csv"}, "roster", Period::none, "roster*.csv");
    is({"roster_20261109.csv"}, "roster", Period::none, "roster*.csv");
    is({"roster_20261109.csv", "roster_20261116.csv"}, "roster-weekly", Period::week, "roster*.csv");
    is({"a 2026-01-31.csv", "a 2026-02-28.csv"}, "a-monthly", Period::month, "a*.csv");
    is({"export (1).csv", "export (2).xlsx"}, "export", Period::none, "export*");
    is({"学.csv"}, "xue", Period::none, "学*.csv");
}

TEST(Shape, codes_of_one_form_have_a_pattern)
{
    auto of = [](std::initializer_list<const char*> values) {
        Shape shape;
        for (const auto* value : values) shape.see(value);
        return shape.pattern().value_or("none");
    };
    EXPECT_EQ(of({"NF-000123", "NF-999999"}), "NF-[0-9]{6}");
    EXPECT_EQ(of({"7A", "10B"}), "[0-9]{1,2}[A-Z]");
    EXPECT_EQ(of({"1.2", "3.4"}), "[0-9]\\.[0-9]");
    EXPECT_EQ(of({"12", "123456"}), "none") << "lengths are too different";
    EXPECT_EQ(of({"7A", "A7"}), "none");
    EXPECT_EQ(of({"AB", "CD"}), "none") << "words are no codes";
    EXPECT_EQ(of({"7a", "8a"}), "none");
    EXPECT_EQ(of({}), "none");
}
} // namespace
} // namespace engine
