#include "base/case_folders.hpp"
#include "engine/contract/write.hpp"
#include "tests/places.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
std::string again(const std::string& text) { return write_contract(parse_contract(text, "rules.yaml")); }

std::string file(const std::string& path) { return case_folders::file(places::source("") + path); }

constexpr const char* everything = R"(feed: f
title: "F: all"
department: fees
delivery: period
period: term
second_file: append
match: {filename: "f*.csv"}
read: {delimiter: "\t", encoding: windows-1252, quote: "'", escape: "", header_row: 0, header_rows: 2, sheet: "2", pages: 1-3, area: "0,10,100,90"}
schema:
  fields:
    - {name: id, title: "Id, or \"No\"", description: what it is, type: string, format: email, personal: true, protected: true, constraints: {unique: true, minLength: 2, maxLength: 9, pattern: "\\d+@x"}}
    - {name: no, type: number, decimalChar: ",", groupChar: ".", bareNumber: false, constraints: {required: true, minimum: 0, exclusiveMaximum: 10}}
    - {name: "null", type: boolean, trueValues: [y], falseValues: ["n"], missingValues: [x]}
    - {name: day, type: date, format: "%d/%m/%Y", constraints: {exclusiveMinimum: 2026-01-01, maximum: 2026-12-31}}
    - {name: word, type: string, constraints: {enum: ["yes", "1", "- a", Größe, "#x"]}}
  primaryKey: [id, day]
  uniqueKeys: [[id, no]]
  foreignKeys: [{fields: id, reference: {resource: roster, fields: [id]}}]
  missingValues: ["", "-", "~"]
aliases: {id: ["Adm: No", "#"], "null": Nothing}
steps:
  - {name: a, do: trim}
  - {name: b, do: nfc, off: true}
  - {name: c, do: case, column: word, to: title}
  - {name: d, do: blank, values: ["n/a", "?"]}
  - {name: e, do: map, column: word, values: {"a, b": "{c}", "true": "no", "": x}, default: other}
  - {name: f, do: pad, column: id, width: 9, with: " ", side: right}
  - {name: g, do: dates, column: day, order: mdy}
  - {name: h, do: numbers, column: no, decimal: ",", group: "."}
  - {name: i, do: split, column: Whole Name, by: ", ", into: [id, word]}
  - {name: j, do: merge, columns: [A, B], with: " ", into: word}
  - {name: k, do: rename, from: "Old: name", to: word}
  - {name: l, do: drop_rows, where: "word = 'total' OR no > 5"}
  - {name: m, do: dedupe}
  - {name: o, do: dedupe, by: [id]}
checks: [{name: "c1, or so", expect: "no > 1", severity: warning}]
history: {rows: 12.5%, nulls: 7%}
limits: {bad_rows: 7%, gone: 1%, changed: 100%}
privacy: {retention: 2 years, suppress_below: 10, counts: [twice], recipient_domains: [school.test]}
transform: "SELECT *, \"no\" * 2 AS twice FROM data"
report:
  {title: Else, currency: GBP, money: [no], totals: [no], what_changed: true,
   figures: [{count: rows, title: All}, {rate: no, of: twice}],
   sections: [{by: word, show: [{share: no}], top: 1, bottom: 2, chart: bar},
              {by: day, bands: week, show: [{mean: no}], chart: line}, {rows: all, subtotals: word}]}
publish: {formats: [xlsx], to: [office@school.test]}
)";

TEST(WriteContract, what_is_written_is_read_back_to_the_same)
{
    auto once = again(everything);
    EXPECT_EQ(again(once), once);
    auto first = parse_contract(everything, "f"), second = parse_contract(once, "f");
    EXPECT_EQ(second.schema.fields[0].title, "Id, or \"No\"");
    EXPECT_EQ(second.schema.fields[0].constraints.pattern, "\\d+@x");
    EXPECT_EQ(second.schema.fields[4].constraints.allowed, first.schema.fields[4].constraints.allowed);
    EXPECT_EQ(second.schema.missing_values, first.schema.missing_values);
    EXPECT_EQ(second.schema.fields[2].missing_values, first.schema.fields[2].missing_values);
    EXPECT_EQ(std::get<MapStep>(second.steps[4].action).values, std::get<MapStep>(first.steps[4].action).values);
    EXPECT_EQ(second.aliases[0].names, first.aliases[0].names);
    EXPECT_EQ(second.privacy.retention_days, 730);
    EXPECT_DOUBLE_EQ(second.limits.bad_rows, 0.07);
    EXPECT_EQ(second.transform->sql, first.transform->sql);
    EXPECT_EQ(second.read.header_row, 0);
    EXPECT_EQ(second.steps.size(), first.steps.size());
    for (std::size_t i = 0; i < first.steps.size(); ++i)
        EXPECT_EQ(second.steps[i].action.index(), first.steps[i].action.index());
}

TEST(WriteContract, contracts_of_the_project_stay_as_they_are)
{
    for (const auto* path : {"tests/cases/contract/attendance.yaml", "examples/demo-school/contracts/fees-weekly.yaml",
                             "examples/demo-school/contracts/exam-results-weekly.yaml"}) {
        auto once = again(file(path));
        EXPECT_EQ(again(once), once);
        EXPECT_EQ(parse_contract(once, path).steps.size(), parse_contract(file(path), path).steps.size());
    }
}

TEST(WriteContract, every_key_of_a_full_contract_is_written)
{
    auto once = again(everything);
    for (const auto* key : {"title",
                            "department",
                            "second_file",
                            "delimiter",
                            "encoding",
                            "quote",
                            "escape",
                            "header_row",
                            "header_rows",
                            "sheet",
                            "pages",
                            "area",
                            "description",
                            "format",
                            "decimalChar",
                            "groupChar",
                            "bareNumber",
                            "trueValues",
                            "falseValues",
                            "missingValues",
                            "personal",
                            "protected",
                            "unique",
                            "pattern",
                            "enum",
                            "minLength",
                            "maxLength",
                            "minimum",
                            "maximum",
                            "exclusiveMinimum",
                            "exclusiveMaximum",
                            "uniqueKeys",
                            "foreignKeys",
                            "off",
                            "side",
                            "with",
                            "default",
                            "where",
                            "severity",
                            "nulls",
                            "changed",
                            "retention",
                            "suppress_below",
                            "counts",
                            "recipient_domains",
                            "transform",
                            "sections",
                            "show",
                            "figures",
                            "currency",
                            "money",
                            "bands",
                            "top",
                            "bottom",
                            "chart",
                            "subtotals",
                            "what_changed",
                            "to"})
        EXPECT_THAT(once, testing::HasSubstr(std::string(key) + ":")) << key;
}
} // namespace
} // namespace engine
