// What infer asks about and marks: words among numbers, keys, lists, what is sensitive, where dates can be.
#include "engine/infer/infer_for_tests.hpp"
#include "engine/names/names.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string rates(const std::string& mask, int masked)
{
    std::string text = "School,Rate\n";
    for (int i = 0; i < 20; ++i) text += fmt::format("S{},{}\n", i, i < masked ? mask : fmt::format("0.{}", 10 + i));
    return text;
}

TEST(InferMasks, words_among_numbers_are_asked_about)
{
    for (const auto* mask : {"PrivacySuppressed", "withheld", "*", "n.b.", "Suppressed < five", "entfällt"}) {
        Files files;
        files.add("rates.csv", rates(mask, 6));
        auto asked = infer_contract(files.files);
        EXPECT_THAT(codes(asked), Contains("type")) << mask;
        EXPECT_THAT(asked.text, HasSubstr("--type rate=number"));
        EXPECT_EQ(field(asked, "rate").type, FieldType::string);
        auto answered = infer_contract(files.files, {}, {{"type:rate", "number"}});
        EXPECT_EQ(field(answered, "rate").type, FieldType::number) << mask;
        EXPECT_THAT(field(answered, "rate").missing_values, Contains(mask));
        EXPECT_EQ(check(files.files[0], answered.text).errors, 0);
    }
}

TEST(InferMasks, words_with_a_few_numbers_among_them_are_words)
{
    auto inferred = infer("Pupil,Grade\nA,pass\nB,pass\nC,fail\nD,pass\nE,fail\nF,1\n");
    EXPECT_THAT(codes(inferred), Not(Contains("type")));
    EXPECT_EQ(field(inferred, "grade").type, FieldType::string);
}

TEST(InferKeys, neither_births_nor_marks_are_a_key)
{
    auto inferred = infer("birth_date,score,house\n2014-01-02,55,Red\n2014-01-03,61,Red\n2014-02-04,72,Blue\n"
                          "2014-03-05,83,Blue\n2014-04-06,94,Red\n");
    EXPECT_TRUE(inferred.contract.schema.primary_key.empty());
    EXPECT_THAT(codes(inferred), Contains("no_key"));
}

TEST(InferLists, one_word_is_no_list)
{
    std::string text = "pupil_no,house\n";
    for (int i = 0; i < 40; ++i) text += fmt::format("{},Red\n", 1000 + i);
    EXPECT_TRUE(field(infer(text), "house").constraints.allowed.empty());
}

TEST(InferSensitive, health_belief_and_care_are_personal_and_nothing_is_said_of_their_values)
{
    for (const auto* name : {"In Care", "Medical notes", "Religion", "Allergien", "Ethnicity", "SEN", "Konfession",
                             "Handicap", "Santé", "Niepełnosprawność"}) {
        std::string text = fmt::format("Pupil No,{}\n", name);
        for (int i = 0; i < 40; ++i) text += fmt::format("{},{}\n", 1000 + i, i % 3 ? "No" : "Yes");
        auto inferred = infer(text);
        const auto& sensitive = inferred.contract.schema.fields[1];
        EXPECT_TRUE(sensitive.personal) << name;
        EXPECT_TRUE(sensitive.constraints.allowed.empty()) << name;
        EXPECT_FALSE(sensitive.constraints.pattern) << name;
        for (const auto& section : inferred.contract.report.sections)
            EXPECT_THAT(section.by, Not(Contains(sensitive.name)));
        EXPECT_THAT(codes(inferred), Contains("sensitive")) << name;
    }
    for (const auto* name : {"Senior", "House", "Lunch", "Engagement", "Dinner", "Media"})
        EXPECT_FALSE(meaning_of(snake_case(name)).sensitive) << name;
}

TEST(InferReport, attendance_has_its_rate_and_marks_their_mean_and_spread)
{
    std::string text = "pupil_no,form,status,mark\n";
    for (int i = 0; i < 60; ++i)
        text += fmt::format("{},{},{},{}\n", 1000 + i, i % 2 ? "7A" : "7B",
                            i % 5   ? "Present"
                            : i % 2 ? "Late"
                                    : "Absent",
                            30 + i);
    auto inferred = infer(text);
    const auto& report = inferred.contract.report;
    EXPECT_THAT(inferred.text, HasSubstr("- {rate: \"status IN ('Late', 'Present')\", title: Attendance}"));
    EXPECT_THAT(inferred.text, HasSubstr("- {mean: mark}"));
    EXPECT_THAT(inferred.text, HasSubstr("{by: mark, bands: 10, show: [{count: rows}, {share: rows}]}"));
    EXPECT_THAT(report.sections.at(0).by, testing::ElementsAre("form"));
    EXPECT_TRUE(report.sections.back().lists_rows);
    EXPECT_LE(report.figures.size(), most_figures);
}

TEST(InferDates, where_dates_can_be_is_proposed)
{
    auto inferred = infer("pupil_no,birth_date,due\n1,03/12/2012,25/11/2026\n2,14/02/2013,30/11/2026\n"
                          "3,28/05/2013,02/12/2026\n");
    EXPECT_EQ(field(inferred, "birth_date").constraints.minimum, "1992-01-01");
    EXPECT_FALSE(field(inferred, "birth_date").constraints.maximum) << "a birth in the future is asked about anyway";
    EXPECT_EQ(field(inferred, "due").constraints.minimum, "2021-01-01");
    EXPECT_EQ(field(inferred, "due").constraints.maximum, "2036-12-31");
    Files files;
    files.add("input.csv", "pupil_no,birth_date,due\n1,03/12/2012,25/11/2062\n");
    EXPECT_EQ(check(files.files[0], inferred.text).errors, 1) << "a year that was mistyped";
}
} // namespace
} // namespace engine
