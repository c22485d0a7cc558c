#include "engine/contract/rule_changes.hpp"
#include <functional>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* before = R"(feed: f
delivery: period
period: week
schema:
  fields:
    - {name: id, type: string}
    - {name: status, title: Status, type: string, constraints: {enum: [Present, Absent]}}
    - {name: minutes, type: integer}
steps:
  - {name: tidy, do: trim}
  - {name: words, do: map, column: status, values: {P: Present}}
checks:
  - {name: positive, expect: "minutes >= 0"}
)";

std::vector<std::string> changes(const std::function<std::string(std::string)>& edit)
{
    return rule_changes(parse_contract(before, "f"), parse_contract(edit(before), "f"));
}

std::function<std::string(std::string)> replace(const std::string& from, const std::string& to)
{
    return [=](std::string text) { return text.replace(text.find(from), from.size(), to); };
}

TEST(RuleChanges, comments_and_spelling_are_no_change)
{
    EXPECT_THAT(changes([](const std::string& text) { return "# a note\n" + text; }), IsEmpty());
}

TEST(RuleChanges, are_said_in_plain_words)
{
    EXPECT_THAT(changes(replace("Absent]", "Absent, Late]")), ElementsAre("Status: allowed value “Late” added."));
    EXPECT_THAT(changes(replace("{P: Present}", "{P: Present, A: Absent}")),
                ElementsAre("Step “words”: “A” becomes “Absent”."));
    EXPECT_THAT(changes(replace("do: trim", "do: trim, off: true")), ElementsAre("Step “tidy” switched off."));
    EXPECT_THAT(changes(replace("type: integer", "type: integer, constraints: {required: true, maximum: 480}")),
                ElementsAre("minutes must be filled.", "minutes: the largest value is 480, was none."));
    EXPECT_THAT(changes(replace("minutes >= 0", "minutes > 0")),
                ElementsAre("Check “positive” expects minutes > 0, was minutes >= 0."));
    EXPECT_THAT(changes([](const std::string& text) { return text + "limits: {bad_rows: 20%}\n"; }),
                ElementsAre("Rows to fix: more than 20 % waits for a person, was 5 %."));
    EXPECT_THAT(changes([](const std::string& text) { return text + "transform: SELECT id FROM data\n"; }),
                ElementsAre(::testing::HasSubstr("only the text shows")));
}
} // namespace
} // namespace engine
