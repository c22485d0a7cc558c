#include "base/case_folders.hpp"
#include "engine/contract/contract.hpp"
#include "engine/contract/edit_aliases.hpp"
#include "tests/places.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;

std::string file(const std::string& name) { return case_folders::file(places::source("tests/cases/contract/") + name); }

std::string errors_of(const std::string& text)
{
    try {
        parse_contract(text, "rules.yaml");
        return "";
    } catch (const ContractErrors& errors) {
        return errors.what();
    }
}

std::string with_fields(const std::string& fields, const std::string& rest = "")
{
    return "feed: f\nschema:\n  fields:\n" + fields + rest;
}

TEST(Contract, the_example_of_the_design_checks_clean)
{
    auto contract = parse_contract(file("attendance.yaml"), "attendance.yaml");
    EXPECT_EQ(contract.feed, "attendance-weekly");
    EXPECT_EQ(contract.delivery, Delivery::period);
    EXPECT_EQ(contract.period, Period::week);
    EXPECT_EQ(contract.match_filename, "attendance*.csv");
    EXPECT_EQ(contract.read.header_rows, 1);
    EXPECT_FALSE(contract.read.delimiter);
    ASSERT_EQ(contract.schema.fields.size(), 4u);
    const auto& id = contract.schema.fields[0];
    EXPECT_TRUE(id.personal && id.is_protected && id.constraints.required);
    EXPECT_EQ(id.constraints.pattern, "[0-9]{9}");
    EXPECT_TRUE(contract.schema.fields[1].constraints.required) << "a field of the primary key is required";
    EXPECT_THAT(contract.schema.fields[2].constraints.allowed, ElementsAre("Present", "Absent", "Late", "Excused"));
    EXPECT_EQ(contract.schema.fields[3].constraints.maximum, "480");
    EXPECT_THAT(contract.schema.fields[3].missing_values, ElementsAre("", "N/A", "-"));
    EXPECT_EQ(contract.schema.foreign_keys[0].resource, "admissions-roster");
    EXPECT_EQ(contract.aliases[0].names[1], "Adm No");
    ASSERT_EQ(contract.steps.size(), 4u);
    EXPECT_EQ(std::get<MapStep>(contract.steps[1].action).values[0].second, "Present");
    EXPECT_EQ(std::get<DatesStep>(contract.steps[3].action).order, DateOrder::dmy);
    EXPECT_EQ(contract.checks[0].severity, Severity::warning);
    EXPECT_DOUBLE_EQ(*contract.history->rows, 0.25);
    EXPECT_DOUBLE_EQ(contract.limits.changed, 0.75);
    EXPECT_EQ(contract.privacy.retention_days, 400);
    ASSERT_EQ(contract.report.sections.size(), 2u) << "a chart of a group is drawn beside its numbers";
    EXPECT_THAT(contract.report.sections[0].by, ElementsAre("status"));
    EXPECT_EQ(contract.report.sections[0].chart, ChartKind::bar);
    EXPECT_TRUE(contract.report.sections[1].lists_rows);
    EXPECT_THAT(contract.publish.formats, ElementsAre(PublishFormat::csv, PublishFormat::pdf, PublishFormat::xlsx));
}

TEST(Contract, the_names_of_a_report_are_those_that_the_transform_gives)
{
    auto text = file("with-transform.yaml");
    auto contract = parse_contract(text, "rules.yaml");
    EXPECT_EQ(contract.transform->sql, "SELECT *, minutes / 60.0 AS hours FROM data");
    Schema transformed;
    transformed.fields.resize(1);
    transformed.fields[0].name = "status";
    try {
        parse_contract(text, "rules.yaml", &transformed);
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_STREQ(errors.what(), "rules.yaml:30:58: “minutes” is not a field of the schema, expected one of status");
    }
}

TEST(Contract, json_reads_as_well)
{
    auto contract =
        parse_contract(R"({"feed":"fees","schema":{"fields":[{"name":"amount","type":"number"}]}})", "fees.json");
    EXPECT_EQ(contract.title, "fees");
    EXPECT_THAT(contract.publish.formats, ElementsAre(PublishFormat::csv, PublishFormat::pdf));
    EXPECT_DOUBLE_EQ(contract.limits.bad_rows, 0.05);
}

TEST(Contract, every_error_is_reported_at_its_place)
{
    auto errors = errors_of("feed: f\n"
                            "colour: red\n"
                            "schema:\n"
                            "  fields:\n"
                            "    - {name: a, type: txt}\n"
                            "    - {name: b, type: integer, constraints: {minimum: low, maximun: 3}}\n"
                            "  primaryKey: [c]\n"
                            "limits: {bad_rows: 5}\n");
    EXPECT_THAT(errors, HasSubstr("rules.yaml:2:1: colour is not a known key of file rules, expected feed, title"));
    EXPECT_THAT(errors, HasSubstr("rules.yaml:5:23: type is “txt”, expected one of string, integer"));
    EXPECT_THAT(errors, HasSubstr("rules.yaml:6:55: minimum is “low”, expected a whole number such as 12"));
    EXPECT_THAT(errors, HasSubstr("rules.yaml:6:60: maximun is not a known key of constraints"));
    EXPECT_THAT(errors, HasSubstr("did you mean maximum?"));
    EXPECT_THAT(errors, HasSubstr("rules.yaml:7:16: “c” is not a field of the schema, expected one of a, b"));
    EXPECT_THAT(errors,
                HasSubstr("rules.yaml:8:20: bad_rows is “5”, expected a percentage from 0% to 100%, such as 5%"));
    EXPECT_EQ(std::ranges::count(errors, '\n'), 5);
}

TEST(Contract, an_error_carries_its_json_pointer)
{
    try {
        parse_contract(with_fields("    - {name: a, type: txt}\n"), "rules.yaml");
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_EQ(errors.errors()[0].pointer, "/schema/fields/0/type");
        EXPECT_EQ(errors.errors()[0].line, 4);
    }
}

// Thirty lines that stand for a billion values; each is refused where it first refers to another.
TEST(Contract, only_so_many_fields_are_read_and_errors_named)
{
    std::string many = "feed: f\ndelivery: snapshot\nschema:\n  fields:\n",
                unknown = many + "    - {name: a, type: string}\n";
    for (int i = 0; i < 2001; ++i) many += "    - {name: f" + std::to_string(i) + ", type: string}\n";
    EXPECT_THAT(errors_of(many), HasSubstr("fields has more than 2000 fields"));
    for (int i = 0; i < 500; ++i) unknown += "x" + std::to_string(i) + ": 1\n";
    EXPECT_EQ(std::ranges::count(errors_of(unknown), '\n'), 99);
}

TEST(Contract, aliases_are_refused_before_anything_is_made_of_them)
{
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 30; ++level) {
        bomb += fmt::format("a{}: &a{} [", level, level);
        for (int times = 0; times < 10; ++times) bomb += fmt::format("{}*a{}", times ? ", " : "", level - 1);
        bomb += "]\n";
    }
    EXPECT_THAT(errors_of(bomb), HasSubstr("rules.yaml:2:10: an alias"));
    EXPECT_THROW(with_aliases(bomb, {}), std::exception);
}

struct Refused {
    std::string text, says;
};
class ContractRefuses : public testing::TestWithParam<Refused>
{
};
TEST_P(ContractRefuses, with_a_sentence_that_helps)
{
    EXPECT_THAT(errors_of(GetParam().text), HasSubstr(GetParam().says));
}

const std::string one = "    - {name: a}\n";
INSTANTIATE_TEST_SUITE_P(
    Contract, ContractRefuses,
    testing::Values(
        Refused{"", "this is not a contract"}, Refused{",", "this is not a contract"},
        Refused{"feed: f\n---\nfeed: g", "several YAML documents"},
        Refused{"feed: f\n...\n,", "several YAML documents"}, Refused{"- a", "this is not a contract"},
        Refused{"feed: &a f\ntitle: *a\n",
                "rules.yaml:2:8: an alias (*name) stands here; write out what it stands for"},
        Refused{"a: &a [1,2]\nb: [[*a]]\n", "rules.yaml:2:6: an alias"},
        Refused{"defaults: &d {type: string}\nschema: {fields: [{<<: *d, name: a}]}", "an alias (*name)"},
        Refused{"{\"feed\": " + std::string(65, '[') + std::string(65, ']') + "}", "nested too deep"},
        Refused{"feed: " + std::string(100'000, '['), "nested too deep"},
        Refused{"feed: " + std::string(100'000, '{'), "nested too deep"},
        Refused{std::string(100'000, '['), "nested too deep"},
        Refused{"feed: [", "rules.yaml:1:1: this is not valid YAML or JSON"},
        Refused{"feed: f\n", "rules.yaml:1:1: schema is missing"},
        Refused{"feed: My Feed\nschema: {fields: [{name: a}]}",
                "expected up to 64 lower-case letters, digits, - and _"},
        Refused{"feed: f\nfeed: g\nschema: {fields: [{name: a}]}", "rules.yaml:2:1: feed is there twice"},
        Refused{"feed: \"\xff\"", "not UTF-8"}, Refused{with_fields(one + one), "the field a is there twice"},
        Refused{with_fields("    - {name: a, type: geopoint}\n"), "the type geopoint is not yet available"},
        Refused{with_fields("    - {name: a, constraints: {pattern: \"(a\"}}\n"), "pattern is “(a”: a ( has no )"},
        Refused{with_fields("    - {name: a, constraints: {pattern: \"(?=a)\"}}\n"),
                "look-around and flags are not supported"},
        Refused{with_fields("    - {name: a, type: date, constraints: {pattern: \"a\"}}\n"),
                "pattern is for fields of type string, but a is date"},
        Refused{with_fields("    - {name: a, constraints: {minimum: 3}}\n"),
                "minimum is for numbers, dates and times, but a is string"},
        Refused{with_fields("    - {name: a, constraints: {minLength: -1}}\n"), "expected a whole number of 0 or more"},
        Refused{with_fields("    - {name: a, constraints: {jsonSchema: {}}}\n"), "jsonSchema is not available"},
        Refused{with_fields("    - {name: a, type: integer, constraints: {enum: [1, x]}}\n"),
                "“x” is in the enum of a, expected a whole number"},
        Refused{with_fields("    - {name: a, type: date, format: \"%Q\"}\n"),
                "expected default, any or a pattern such as %d/%m/%Y"},
        Refused{with_fields("    - {name: a, type: string, decimalChar: \",\"}\n"),
                "decimalChar is for fields of type integer or number"},
        Refused{with_fields(one, "aliases: {b: [x]}"), "“b” is not a field of the schema"},
        Refused{with_fields("    - {name: a}\n    - {name: b}\n", "aliases: {a: [Name], b: [name]}"),
                "“name” stands for a and for b"},
        Refused{with_fields(one, "steps: [{do: trm}]"), "“trm” is not a known step, expected one of trim, nfc"},
        Refused{with_fields(one, "steps: [{do: trm}]"), "did you mean trim?"},
        Refused{with_fields(one, "steps: [{name: x}]"), "does not say what to do"},
        Refused{with_fields(one, "steps: [{do: pad, column: a}]"), "width is missing"},
        Refused{with_fields(one, "steps: [{do: pad, column: a, width: 9, with: ab}]"),
                "with is “ab”, expected one character"},
        Refused{with_fields(one, "steps: [{do: dates, column: a, order: ddmm}]"), "expected one of dmy, mdy, ymd"},
        Refused{with_fields(one, "steps: [{do: map, column: aa, values: {x: y}}]"), "did you mean a?"},
        Refused{with_fields(one, "steps: [{do: python, call: f}]"), "the step python is not yet available"},
        Refused{with_fields(one, "steps: [{do: trim}, {do: trim}]"), "the step “trim” is there twice"},
        Refused{with_fields(one, "steps: [{do: drop_rows, where: \"b = 'x'\"}]"),
                "“b” is not a column, expected one of a"},
        Refused{with_fields(one, "checks: [{name: n, expect: \"a = \"}]"), "expect: it ends too early"},
        Refused{with_fields(one, "checks: [{name: n, expect: \"a = 'x' AND b = 'y'\"}]"),
                "rules.yaml:5:41: expect: “b” is not a column"},
        Refused{with_fields(one, "publish: {to: [someone]}"), "is not an e-mail address"},
        Refused{with_fields(one, "privacy: {recipient_domains: [school.test]}\npublish: {to: [a@other.test]}"),
                "allows only school.test"},
        Refused{with_fields(one, "privacy: {retention: forever}"), "a length of time such as 400 days"},
        Refused{with_fields(one, "report: {totals: [a]}"), "totals adds up a, which is no integer or number field"},
        Refused{with_fields(one, "delivery: period"), "period must say which: week, month or term"},
        Refused{with_fields(one, "read: {header_rows: 9}"), "header_rows is more than 5"}));
} // namespace
} // namespace engine
