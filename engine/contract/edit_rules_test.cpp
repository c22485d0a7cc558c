#include "base/case_folders.hpp"
#include "engine/contract/edit_rules.hpp"
#include "engine/contract/rules_form.hpp"
#include "engine/contract/write.hpp"
#include "tests/places.hpp"
#include <filesystem>
#include <gmock/gmock.h>
#include <yaml-cpp/yaml.h>

namespace engine
{
namespace
{
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* commented = R"(# Attendance of the whole school
feed: attendance
title: "Attendance, weekly"   # as the office says it
department: attendance
delivery: period
period: week

schema:
  fields:
    # nine digits, with zeros
    - name: student_id
      type: string
      constraints: {required: true}
    - {name: status, type: string, constraints: {enum: [Present, Absent]}}  # Größe
    - {name: minutes, type: integer}
  primaryKey: [student_id]

steps:
  # the register writes letters
  - {name: status words, do: map, column: status, values: {P: Present, A: Absent}}
  - name: tidy text
    do: trim
  # last of all
checks:
  - {name: minutes are minutes, expect: "minutes >= 0"}
transform: |
  SELECT *
  FROM data
# the end
)";

std::string changed(const std::string& text, const std::function<void(RulesForm&)>& edit)
{
    auto contract = parse_contract(text, "rules.yaml");
    auto form = form_of(contract);
    edit(form);
    fill(contract, form);
    auto out = with_rules(text, contract);
    EXPECT_EQ(write_contract(parse_contract(out, "rules.yaml")), write_contract(contract)) << out;
    return out;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(WithRules, a_form_that_changes_nothing_leaves_every_byte)
{
    EXPECT_EQ(changed(commented, [](RulesForm&) {}), commented);
}

TEST(WithRules, one_column_is_written_anew_and_nothing_else)
{
    auto out = changed(commented, [](RulesForm& form) { form.fields[1].allowed.push_back("Late"); });
    EXPECT_EQ(out, replaced(commented, "{name: status, type: string, constraints: {enum: [Present, Absent]}}  # Größe",
                            "{name: status, type: string, constraints: {enum: [Present, Absent, Late]}}"));
}

TEST(WithRules, steps_change_places_with_their_comments)
{
    auto out = changed(commented, [](RulesForm& form) { std::swap(form.steps[0], form.steps[1]); });
    EXPECT_THAT(out, HasSubstr("steps:\n  - name: tidy text\n    do: trim\n  # the register writes letters\n  - {name: "
                               "status words, do: map"));
    EXPECT_THAT(out, HasSubstr("# last of all\nchecks:"));
}

TEST(WithRules, a_step_is_switched_off_added_and_taken_out)
{
    auto out = changed(commented, [](RulesForm& form) {
        form.steps[0].off = true;
        form.steps.erase(form.steps.begin() + 1);
        form.steps.push_back({"pad ids", false, FormStepKind::pad, "student_id"});
        form.steps.back().width = 9;
        form.steps.back().with = "0";
    });
    EXPECT_THAT(out,
                HasSubstr("# the register writes letters\n  - {name: status words, do: map, column: status, values: "
                          "{P: Present, A: Absent}, off: true}\n  - {name: pad ids, do: pad, column: student_id, "
                          "width: 9}"));
    EXPECT_THAT(out, Not(HasSubstr("tidy text")));
}

TEST(WithRules, what_is_new_comes_where_it_would_be_written_and_what_the_form_does_not_know_stays)
{
    auto out = changed(commented, [](RulesForm& form) {
        form.bad_rows = 0.2;
        form.fields[0].aliases = {"Adm No"};
    });
    EXPECT_LT(out.find("aliases:"), out.find("steps:"));
    EXPECT_LT(out.find("limits: {bad_rows: 20%}"), out.find("transform: |\n  SELECT *\n  FROM data\n# the end"));
    EXPECT_THAT(out, HasSubstr("title: \"Attendance, weekly\"   # as the office says it"));
}

TEST(WithRules, the_last_step_that_goes_takes_its_list_along)
{
    auto out = changed(commented, [](RulesForm& form) { form.steps.clear(); });
    EXPECT_THAT(out, Not(HasSubstr("steps:")));
    EXPECT_THAT(out, HasSubstr("checks:"));
}

TEST(WithRules, what_a_contract_does_not_keep_stays_with_its_column)
{
    auto out = changed("feed: f\nschema:\n  fields:\n    - {name: a, type: string, example: \"x, y\", rdfType: text}\n",
                       [](RulesForm& form) { form.fields[0].required = true; });
    EXPECT_THAT(out, HasSubstr("rdfType: text}"));
    EXPECT_EQ(YAML::Load(out)["schema"]["fields"][0]["example"].Scalar(), "x, y");
}

TEST(WithRules, json_says_the_same_afterwards)
{
    auto out = changed(R"({"feed": "f", "schema": {"fields": [{"name": "a", "type": "string"}]}})",
                       [](RulesForm& form) { form.fields[0].required = true; });
    EXPECT_THAT(out, HasSubstr("required: true"));
}

TEST(WithRules, an_error_of_the_form_is_an_error_of_the_text_at_its_place)
{
    auto contract = parse_contract(commented, "rules.yaml");
    auto form = form_of(contract);
    form.checks[0].expect = "minutess >= 0";
    fill(contract, form);
    auto out = with_rules(commented, contract);
    EXPECT_THAT(out, HasSubstr("# the register writes letters"));
    try {
        parse_contract(out, "rules.yaml");
        FAIL() << "accepted";
    } catch (const ContractErrors& errors) {
        EXPECT_EQ(errors.errors()[0].pointer, "/checks/0/expect");
        EXPECT_GT(errors.errors()[0].line, 20);
    }
}

// Every contract of the cases, each with a change to every part that a form has.
TEST(WithRules, any_contract_says_what_the_form_says)
{
    namespace fs = std::filesystem;
    int seen = 0;
    for (const auto& entry : fs::recursive_directory_iterator(places::source("tests/cases/process"))) {
        if (entry.path().filename() != "contract.yaml") continue;
        auto text = case_folders::file(entry.path());
        EXPECT_EQ(changed(text, [](RulesForm&) {}), text) << entry.path();
        changed(text, [](RulesForm& form) {
            form.title += "!";
            form.gone = 0.31;
            form.fields[0].is_protected = !form.fields[0].is_protected;
            form.fields[0].aliases.push_back("Another name of it");
            form.steps.insert(form.steps.begin(), {"first of all", false, FormStepKind::nfc});
            form.checks.push_back({"always", "1 = 1"});
        });
        ++seen;
    }
    EXPECT_GT(seen, 10);
}

TEST(RulesForm, a_step_of_each_kind_comes_back_as_it_was)
{
    auto contract = parse_contract(R"(feed: f
schema: {fields: [{name: a, type: string}, {name: b, type: string}]}
steps:
  - {name: c, do: case, column: a, to: title}
  - {name: d, do: blank, values: ["n/a"]}
  - {name: e, do: map, column: a, values: {x: y}, default: z}
  - {name: f, do: pad, column: a, width: 9, with: " ", side: right}
  - {name: g, do: dates, column: a, order: mdy, off: true}
  - {name: h, do: numbers, column: a, decimal: ",", group: "."}
  - {name: i, do: split, column: Whole, by: ", ", into: [a, b]}
  - {name: j, do: merge, columns: [A, B], with: " ", into: b}
  - {name: k, do: rename, from: Old, to: b}
  - {name: l, do: drop_rows, where: "a = 'total'"}
  - {name: m, do: dedupe, by: [a]}
)",
                                   "rules.yaml");
    for (const auto& step : contract.steps) EXPECT_EQ(write_step(step_of(form_of(step))), write_step(step));
}

TEST(RulesForm, another_kind_of_column_drops_the_format_of_the_old_one)
{
    auto contract = parse_contract("feed: f\nschema: {fields: [{name: day, type: date, format: \"%d/%m/%Y\"}]}\n", "f");
    auto form = form_of(contract);
    form.fields[0].type = FieldType::string;
    fill(contract, form);
    EXPECT_EQ(contract.schema.fields[0].format, "default");
}
} // namespace
} // namespace engine
