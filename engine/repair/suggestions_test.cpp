#include "engine/repair/suggestions.hpp"
#include "engine/validate/rules.hpp"
#include <gtest/gtest.h>

using namespace engine;

namespace
{
const std::string rules = R"(feed: f
schema:
  fields:
    - {name: id, constraints: {pattern: "[0-9]{6}"}}
    - {name: student, type: string}
    - {name: day, type: date}
    - {name: points, type: integer, constraints: {maximum: 100}}
    - {name: status, constraints: {enum: [Present, Absent, Late, Excused, Standard, Excursion]}}
  foreignKeys: [{fields: student, reference: {resource: roster, fields: id}}]
)";

struct Asked {
    Asked()
    {
        for (auto id : {"000123", "000124", "777000"}) {
            KeyHash hash;
            hash.add(id);
            roster.add(hash, 1);
        }
    }
    std::string about(const std::string& column, const std::string& value)
    {
        Finding finding;
        finding.column = column;
        finding.value = value;
        auto suggestion = suggestions.of(finding);
        return suggestion ? suggestion->to : "";
    }
    Contract contract = parse_contract(rules, "rules.yaml");
    KeySet roster;
    Suggestions suggestions{
        {contract, [](std::size_t) { return true; }, [this](const ForeignKey&) { return &roster; }}};
};
} // namespace

TEST(Suggestions, they_say_what_was_meant)
{
    Asked asked;
    EXPECT_EQ(asked.about("status", "Presnt"), "Present");
    EXPECT_EQ(asked.about("status", "LATE"), "Late");
    EXPECT_EQ(asked.about("status", "Std."), "Standard");
    EXPECT_EQ(asked.about("id", "123"), "000123");
    EXPECT_EQ(asked.about("id", "00-01-23"), "000123");
    EXPECT_EQ(asked.about("id", "OOO12l"), "000121");
    EXPECT_EQ(asked.about("day", "30/11/2O26"), "2026-11-30");
    EXPECT_EQ(asked.about("points", "9O"), "90");
    EXPECT_EQ(asked.about("student", "777001"), "777000");
}

TEST(Suggestions, what_could_mean_two_things_is_left_to_a_person)
{
    Asked asked;
    EXPECT_EQ(asked.about("status", "Exc"), "") << "Excused or Excursion";
    EXPECT_EQ(asked.about("day", "04/05/2026"), "");
    EXPECT_EQ(asked.about("student", "000125"), "") << "000123 and 000124 are one slip away";
}

TEST(Suggestions, they_pass_the_rules_themselves)
{
    Asked asked;
    EXPECT_EQ(asked.about("day", "31/11/2026"), "") << "no such day, in any order";
    EXPECT_EQ(asked.about("points", "1,000"), "") << "a number, and above the maximum";
    EXPECT_EQ(asked.about("id", "1234567"), "");
    EXPECT_EQ(asked.about("points", "see letter"), "") << "a word, in which no letter is a digit";
}
