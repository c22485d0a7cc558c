#include "engine/validate/validator.hpp"
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Rows = std::vector<std::vector<std::string>>;

// Checks rows against a schema given as YAML; tells “line rule” for each problem, and the cells afterwards.
class RuleRun
{
public:
    RuleRun(const std::string& fields, Rows rows, const std::string& rest = "", const KeySet* reference = nullptr)
        : contract_(parse_contract("feed: f\nschema:\n  fields: [" + fields + "]\n" + rest, "f.yaml")),
          rows_(std::move(rows)),
          validator_({contract_, [](std::size_t) { return true; }, [&](const ForeignKey&) { return reference; }})
    {
        batch_.columns.resize(contract_.schema.fields.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            for (std::size_t c = 0; c < batch_.columns.size(); ++c) batch_.columns[c].push_back(rows_[row][c]);
            batch_.kind.push_back(RowKind::data);
            batch_.line.push_back(row + 2);
            batch_.live.push_back(static_cast<std::uint32_t>(row));
        }
        problems_ = validator_.check(batch_);
    }
    std::vector<std::string> problems() const
    {
        std::vector<std::string> out;
        for (const auto& problem : problems_)
            out.push_back(fmt::format("{} {}", batch_.line[problem.row], problem.rule->name(problem)));
        return out;
    }
    Words words(std::size_t problem) const
    {
        return problems_[problem].rule->explain(problems_[problem], validator_.checked());
    }
    std::string title(std::size_t i) const
    {
        return problems_[i].rule->title(problems_[i].rule->cause(problems_[i], validator_.checked()));
    }
    Severity severity(std::size_t i) const { return problems_[i].rule->severity(); }
    std::string cell(std::size_t column, std::size_t row) const
    {
        auto cell = batch_.columns[column][row];
        return is_null(cell) ? "null" : std::string(cell);
    }

private:
    Contract contract_;
    Rows rows_;
    Batch batch_;
    Validator validator_;
    Problems problems_;
};

struct Typed {
    std::string field, written, canonical; // canonical “!rule” where it is none
};
class TypeRule : public testing::TestWithParam<Typed>
{
};
TEST_P(TypeRule, gives_canonical_text_or_a_finding)
{
    const auto& [field, written, canonical] = GetParam();
    RuleRun run("{name: a, " + field + "}", {{written}});
    if (canonical.starts_with("!"))
        EXPECT_THAT(run.problems(), ElementsAre("2 " + canonical.substr(1)));
    else
        EXPECT_THAT(run.problems(), IsEmpty()) << written;
    if (!canonical.starts_with("!")) {
        EXPECT_EQ(run.cell(0, 0), canonical);
    }
}
INSTANTIATE_TEST_SUITE_P(
    Rules, TypeRule,
    testing::Values(Typed{"type: string", "007", "007"}, Typed{"type: string", "1E5", "1E5"},
                    Typed{"type: any", " x", " x"}, Typed{"type: integer", "12", "12"},
                    Typed{"type: integer", "+12", "12"}, Typed{"type: integer", "-5", "-5"},
                    Typed{"type: integer", "12.0", "12"}, Typed{"type: integer", "12.5", "!type_integer"},
                    Typed{"type: integer", "abc", "!type_integer"},
                    Typed{"type: integer", "9223372036854775807", "9223372036854775807"},
                    Typed{"type: integer", "9223372036854775808", "!type_integer"},
                    Typed{"type: integer, groupChar: \",\"", "1,234", "1234"},
                    Typed{"type: integer, bareNumber: false", "12 %", "12"}, Typed{"type: number", "1.50", "1.50"},
                    Typed{"type: number, decimalChar: \",\", groupChar: \".\"", "1.234,5", "1234.5"},
                    Typed{"type: number", "1,5", "!type_number"}, Typed{"type: number, bareNumber: false", "€5", "5"},
                    Typed{"type: boolean", "true", "true"}, Typed{"type: boolean", "0", "false"},
                    Typed{"type: boolean", "yes", "!type_boolean"},
                    Typed{"type: boolean, trueValues: [yes], falseValues: [no]", "yes", "true"},
                    Typed{"type: date", "2026-11-30", "2026-11-30"}, Typed{"type: date", "30 Nov 2026", "2026-11-30"},
                    Typed{"type: date", "30/11/2026", "2026-11-30"},
                    Typed{"type: date", "03/04/2026", "!ambiguous_date"},
                    Typed{"type: date", "2026-02-30", "!type_date"}, Typed{"type: date", "45231", "!type_date"},
                    Typed{"type: date, format: \"%d.%m.%Y\"", "03.04.2026", "2026-04-03"},
                    Typed{"type: date, format: \"%d.%m.%Y\"", "2026-04-03", "2026-04-03"},
                    Typed{"type: date, format: \"%d.%m.%Y\"", "03/04/2026", "!type_date"},
                    Typed{"type: datetime", "2026-11-30T14:05:00", "2026-11-30T14:05:00"},
                    Typed{"type: datetime", "then", "!type_datetime"}, Typed{"type: time", "14:05", "14:05:00"},
                    Typed{"type: time", "25:00", "!type_time"}, Typed{"type: year", "2026", "2026"},
                    Typed{"type: year", "26", "!type_year"}, Typed{"type: yearmonth", "2026-11", "2026-11"},
                    Typed{"type: yearmonth", "2026-13", "!type_yearmonth"},
                    Typed{"type: integer, missingValues: [\"-\"]", "-", "null"}, Typed{"type: integer", "", "null"}));

TEST(Rules, a_declared_date_order_is_not_overruled_by_a_date_that_fits_another)
{
    RuleRun run("{name: a, type: date}", {{"04/13/2026"}}, "steps: [{do: dates, column: a, order: dmy}]");
    EXPECT_THAT(run.problems(), ElementsAre("2 type_date"));
    EXPECT_EQ(run.words(0).remedy, "Correct a in row 2.");
}

TEST(Rules, numbers_in_another_writing_are_a_matter_of_their_column)
{
    RuleRun run("{name: a, type: number}", {{"€12.50"}, {"1'250.50"}, {"1 250.50"}, {"n/a"}});
    for (std::size_t i : {0U, 1U, 2U}) {
        EXPECT_EQ(run.title(i), "a has other marks in its numbers than the file rules say");
        EXPECT_THAT(run.words(i).remedy, HasSubstr("how numbers in a are written"));
    }
    EXPECT_EQ(run.words(3).remedy, "Correct a in row 5.");
    EXPECT_EQ(RuleRun("{name: a, type: integer}", {{"12.5"}}).words(0).remedy, "Correct a in row 2.");
}

TEST(Rules, a_decimal_comma_is_a_cause_of_its_own)
{
    RuleRun run("{name: a, type: number}", {{"1.234,50"}, {"many"}});
    EXPECT_EQ(run.title(0), "a has a decimal comma");
    EXPECT_EQ(run.title(1), "a is not a number");
}

TEST(Rules, an_error_of_a_spreadsheet_is_no_text)
{
    RuleRun run("{name: name}", {{"#N/A"}, {"#REF!"}, {"#1"}, {"#NAME?"}, {"Ada"}, {"N/A"}});
    EXPECT_THAT(run.problems(), ElementsAre("2 type_string", "3 type_string", "5 type_string"));
    RuleRun missing("{name: name, missingValues: [\"\", \"#N/A\"]}", {{"#N/A"}});
    EXPECT_THAT(missing.problems(), IsEmpty());
}

TEST(Rules, a_long_enum_is_searched_as_well)
{
    RuleRun run("{name: a, constraints: {enum: [k, j, i, h, g, f, e, d, c, b, a]}}", {{"a"}, {"k"}, {"l"}, {"e"}});
    EXPECT_THAT(run.problems(), ElementsAre("4 enum"));
}

TEST(Rules, required_wants_a_value_that_is_no_missing_value)
{
    RuleRun run("{name: a, title: Name, constraints: {required: true}, missingValues: [\"-\"]}", {{"x"}, {""}, {"-"}});
    EXPECT_THAT(run.problems(), ElementsAre("3 required", "4 required"));
    EXPECT_EQ(run.words(0).message, "Name is empty.");
    EXPECT_EQ(run.title(0), "Name is empty");
}

TEST(Rules, near_values_are_looked_for_as_long_as_they_are_few)
{
    std::string values;
    for (int i = 0; i < 400; ++i) values += fmt::format("{}club-{:03}x", i ? ", " : "", i);
    Rows rows;
    for (int i = 0; i < 5'100; ++i) rows.push_back({fmt::format("club-{:03}{}", i % 400, 1'000 + i)});
    rows.push_back(rows.front());
    RuleRun run("{name: a, constraints: {enum: [" + values + "]}}", rows);
    EXPECT_EQ(run.problems().size(), rows.size());
    for (std::size_t i : {0U, 399U, 4'999U}) EXPECT_THAT(run.words(i).remedy, HasSubstr("Did you mean club-"));
    for (std::size_t i = 0; i < 5'000; ++i) run.words(i);
    EXPECT_EQ(run.words(5'099).remedy, "Correct a in row 5101.");
    EXPECT_THAT(run.words(5'100).remedy, HasSubstr("Did you mean club-000x?")); // the first value, again
}

TEST(Rules, values_of_a_list_are_compared_by_value)
{
    RuleRun run(
        "{name: a, type: integer, constraints: {enum: [7, 0]}}, {name: b, type: number, constraints: {enum: [1.5]}}",
        {{"007", "1.50"}, {"-0", "1.5e0"}, {"-7", "1.05"}});
    EXPECT_THAT(run.problems(), ElementsAre("4 enum", "4 enum"));
}

TEST(Rules, enum_compares_values_of_the_type_and_proposes_a_near_one)
{
    RuleRun run(
        "{name: a, constraints: {enum: [Present, Absent]}}, {name: b, type: integer, constraints: {enum: [1, 2]}}",
        {{"Present", "+1"}, {"Presnt", "3"}, {"", ""}});
    EXPECT_THAT(run.problems(), ElementsAre("3 enum", "3 enum"));
    EXPECT_EQ(run.words(0).expected, "one of Present, Absent");
    EXPECT_EQ(run.words(0).remedy, "Did you mean Present?");
}

TEST(Rules, pattern_tells_what_a_spreadsheet_did)
{
    RuleRun run("{name: a, constraints: {pattern: \"[0-9]{9}\"}}", {{"104200117"}, {"4200117"}, {"1.04E+08"}, {"x"}});
    EXPECT_THAT(run.problems(), ElementsAre("3 pattern", "4 pattern", "5 pattern"));
    EXPECT_THAT(run.title(0), HasSubstr("wrong digits"));
    EXPECT_THAT(run.words(1).message, HasSubstr("its last digits are gone"));
    EXPECT_THAT(run.title(2), HasSubstr("does not have its form: 9 digits"));
}

TEST(Rules, format_knows_addresses)
{
    RuleRun run("{name: a, format: email}, {name: b, format: uuid}, {name: c, format: uri}",
                {{"a@school.test", "123e4567-e89b-12d3-a456-426614174000", "https://school.test"},
                 {"a@b", "123", "school.test"}});
    EXPECT_THAT(run.problems(), ElementsAre("3 format", "3 format", "3 format"));
}

TEST(Rules, lengths_count_characters_not_bytes)
{
    RuleRun run("{name: a, constraints: {minLength: 2, maxLength: 3}}", {{"éé"}, {"é"}, {"ééé"}, {"éééé"}});
    EXPECT_THAT(run.problems(), ElementsAre("3 min_length", "5 max_length"));
}

TEST(Rules, bounds_hold_for_numbers_and_dates)
{
    RuleRun run("{name: a, type: number, constraints: {minimum: 0, exclusiveMaximum: 10}}, "
                "{name: b, type: date, constraints: {exclusiveMinimum: 2026-01-01, maximum: 2026-12-31}}",
                {{"0", "2026-12-31"}, {"-0.01", "2026-01-01"}, {"10", "2027-01-01"}, {"9.99", ""}});
    EXPECT_THAT(run.problems(), ElementsAre("3 minimum", "3 exclusive_minimum", "4 exclusive_maximum", "4 maximum"));
    EXPECT_EQ(run.words(0).message, "“-0.01” is too small.");
    EXPECT_EQ(run.words(1).expected, "more than 2026-01-01");
    EXPECT_EQ(run.words(3).message, "“2027-01-01” is too late.");
}

TEST(Rules, bounds_are_exact_where_doubles_are_not)
{
    RuleRun run("{name: a, type: integer, constraints: {maximum: 9007199254740992}}",
                {{"9007199254740992"}, {"9007199254740993"}});
    EXPECT_THAT(run.problems(), ElementsAre("3 maximum"));
}

TEST(Rules, a_cell_of_the_wrong_type_has_one_finding_only)
{
    RuleRun run("{name: a, type: integer, constraints: {required: true, minimum: 5, enum: [7]}}", {{"x"}},
                "checks: [{name: c, expect: \"a > 5\"}]");
    EXPECT_THAT(run.problems(), ElementsAre("2 type_integer"));
}

TEST(Rules, the_second_row_of_a_key_is_held_and_names_the_first)
{
    RuleRun run("{name: a}, {name: b, type: integer}", {{"x", "1"}, {"x", "2"}, {"x", "+1"}, {"", "1"}, {"", "1"}},
                "  primaryKey: [a, b]");
    EXPECT_THAT(run.problems(), ElementsAre("4 primary_key", "5 required", "6 required"));
    EXPECT_EQ(run.words(0).message, "“x” + “1” is there twice: row 2 has it already.");
}

TEST(Rules, unique_leaves_empty_cells_alone)
{
    RuleRun run("{name: a, constraints: {unique: true}}, {name: b}", {{"x", "1"}, {"", "1"}, {"", "2"}, {"x", "2"}},
                "  uniqueKeys: [[b]]");
    EXPECT_THAT(run.problems(), ElementsAre("3 unique", "5 unique", "5 unique"));
}

TEST(Rules, foreign_keys_look_into_the_reference)
{
    KeySet keys;
    KeyHash known;
    known.add("104");
    keys.add(known, 0);
    auto key = "  foreignKeys: [{fields: a, reference: {resource: roster, fields: id}}]";
    RuleRun run("{name: a, title: Pupil}", {{"104"}, {"105"}, {""}}, key, &keys);
    EXPECT_THAT(run.problems(), ElementsAre("3 foreign_key"));
    EXPECT_EQ(run.words(0).message, "“105” is not in roster.");
    EXPECT_THAT(RuleRun("{name: a}", {{"105"}}, key).problems(), IsEmpty())
        << "without the reference nothing is claimed";
}

TEST(Rules, checks_see_typed_values_and_unknown_passes)
{
    RuleRun run("{name: a, type: integer}, {name: b, type: boolean}, {name: c, type: date}, {name: y, type: year}",
                {{"+10", "1", "2026-11-30", "2026"},
                 {"9", "true", "2026-11-30", "2026"},
                 {"", "true", "2026-11-30", "2026"},
                 {"10", "true", "2026-01-01", "2025"}},
                "checks: [{name: big, expect: \"a >= 10 AND b\", severity: warning}, {name: late, expect: \"c > "
                "'2026-06-01' AND y = 2026\"}]");
    EXPECT_THAT(run.problems(), ElementsAre("3 check", "5 check"));
    EXPECT_EQ(run.severity(0), Severity::warning);
    EXPECT_EQ(run.severity(1), Severity::error);
    EXPECT_EQ(run.words(0).message, "“big” does not hold: a is “9”, b is “true”.");
}

TEST(Rules, every_problem_has_words_and_a_title)
{
    RuleRun run("{name: a, type: date, constraints: {required: true}}, {name: b, constraints: {pattern: x, minLength: "
                "3, unique: true}}",
                {{"", "y"}, {"45231", "y"}, {"03/04/2026", "x"}});
    ASSERT_EQ(run.problems().size(), 9u);
    for (std::size_t i = 0; i < run.problems().size(); ++i) {
        EXPECT_THAT(run.words(i).message, testing::EndsWith("."));
        EXPECT_FALSE(run.words(i).expected.empty() || run.words(i).remedy.empty() || run.title(i).empty());
    }
}
} // namespace
} // namespace engine
