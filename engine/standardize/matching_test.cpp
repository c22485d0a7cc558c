#include "engine/standardize/matching.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;

Contract contract()
{
    return parse_contract("feed: f\n"
                          "schema:\n"
                          "  fields:\n"
                          "    - {name: student_id, title: Number, constraints: {required: true}}\n"
                          "    - {name: class_date, title: Date}\n"
                          "    - {name: note}\n"
                          "aliases: {student_id: [SID, Adm No], class_date: [Day of class]}\n",
                          "f.yaml");
}

// “source → field (how)” for each column.
std::vector<std::string> matched(std::vector<std::string> header, std::map<std::string, std::string> answers = {})
{
    std::vector<std::string> out;
    for (const auto& column : match_columns(header, contract(), answers).columns)
        out.push_back(column.source + " → " + column.field.value_or("-") + " (" + column.how + ")");
    return out;
}

std::vector<std::string> reasons(std::vector<std::string> header)
{
    std::vector<std::string> out;
    for (const auto& reason : match_columns(header, contract(), {}).reasons)
        out.push_back(reason.code + ": " + reason.message);
    return out;
}

TEST(Matching, goes_from_the_exact_name_to_normalized_names_aliases_and_titles)
{
    EXPECT_THAT(
        matched({"student_id", "class_date", "other"}),
        ElementsAre("student_id → student_id (exact)", "class_date → class_date (exact)", "other → - (ignored)"));
    EXPECT_THAT(matched({"STUDENT ID", "Class-Date:"}),
                ElementsAre("STUDENT ID → student_id (normalized)", "Class-Date: → class_date (normalized)"));
    EXPECT_THAT(matched({"Adm No", "day of  class"}),
                ElementsAre("Adm No → student_id (alias)", "day of  class → class_date (alias)"));
    EXPECT_THAT(matched({"adm.no", "Date"}), ElementsAre("adm.no → student_id (alias)", "Date → class_date (alias)"));
}

TEST(Matching, reads_letters_of_both_normal_forms_alike)
{
    auto contract = parse_contract("feed: f\nschema: {fields: [{name: \"prénom\"}]}", "f.yaml");
    std::vector<std::string> header{"Pre\u0301nom"};
    EXPECT_EQ(match_columns(header, contract, {}).matched, 1u);
}

TEST(Matching, two_columns_for_one_field_are_ambiguous)
{
    EXPECT_THAT(reasons({"SID", "Adm No"}),
                ElementsAre("ambiguous_column: 2 columns could be Number: “SID”, “Adm No”. Say which one it is."));
    EXPECT_THAT(reasons({"student_id", "SID"}), ElementsAre(HasSubstr("ambiguous_column")));
    EXPECT_THAT(reasons({"student_id", "note", "note"}),
                ElementsAre(HasSubstr("ambiguous_column: 2 columns could be note")));
}

TEST(Matching, a_title_is_given_up_for_a_better_match)
{
    EXPECT_THAT(matched({"SID", "Date", "Class date"}),
                ElementsAre("SID → student_id (alias)", "Date → - (ignored)", "Class date → class_date (normalized)"));
}

TEST(Matching, an_answer_settles_it)
{
    EXPECT_THAT(matched({"SID", "Adm No", "When"}, {{"Adm No", "student_id"}, {"When", "class_date"}}),
                ElementsAre("SID → - (ignored)", "Adm No → student_id (answered)", "When → class_date (answered)"));
}

TEST(Matching, a_column_can_be_left_out_by_an_answer)
{
    EXPECT_THAT(matched({"SID", "Adm No"}, {{"Adm No", ""}}),
                ElementsAre("SID → student_id (alias)", "Adm No → - (ignored)"));
}

TEST(Matching, columns_of_the_same_name_can_be_told_apart)
{
    EXPECT_THAT(reasons({"SID", "note", "note"}),
                ElementsAre("ambiguous_column: 2 columns could be note: “note”, “note (2)”. Say which one it is."));
    EXPECT_THAT(matched({"SID", "note", "note"}, {{"note (2)", "note"}}),
                ElementsAre("SID → student_id (alias)", "note → - (ignored)", "note (2) → note (answered)"));
}

TEST(Matching, the_signature_of_headers_minds_neither_order_nor_case)
{
    auto signature = [](std::vector<std::string> header) { return header_signature(header); };
    EXPECT_EQ(signature({"Adm No", "Date"}), signature({"DATE", "", "adm. no"}));
    EXPECT_NE(signature({"Adm No", "Date"}), signature({"Adm No", "Day"}));
    EXPECT_NE(signature({"ab", "c"}), signature({"a", "bc"}));
}

TEST(Matching, a_required_field_that_no_column_is_is_missing_unless_a_step_makes_it)
{
    EXPECT_THAT(
        reasons({"Date", "Pupil"}),
        ElementsAre(
            "missing_column: The column Number is missing. Say which column it is (“Pupil”), or add it to the file."));
    auto made = parse_contract("feed: f\nschema: {fields: [{name: a, constraints: {required: true}}]}\n"
                               "steps: [{do: rename, from: Pupil, to: a}]",
                               "f.yaml");
    std::vector<std::string> header{"Pupil"};
    EXPECT_TRUE(match_columns(header, made, {}).reasons.empty());
    made.steps[0].off = true;
    EXPECT_EQ(match_columns(header, made, {}).reasons.size(), 1u);
}

TEST(Matching, a_column_without_a_name_matches_nothing)
{
    EXPECT_THAT(matched({"", " ", "SID"}),
                ElementsAre(" → - (ignored)", "  → - (ignored)", "SID → student_id (alias)"));
}
} // namespace
} // namespace engine
