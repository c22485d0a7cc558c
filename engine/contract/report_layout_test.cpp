#include "engine/contract/contract.hpp"
#include "engine/contract/write.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine
{
namespace
{
using testing::HasSubstr;

const std::string fields = R"(feed: marks
schema:
  fields:
    - {name: form, type: string}
    - {name: mark, type: number}
    - {name: paid, type: number}
    - {name: day, type: date}
)";

Contract with(const std::string& report) { return parse_contract(fields + report, "marks.yaml"); }

std::string refused(const std::string& report)
{
    try {
        with(report);
    } catch (const ContractErrors& errors) {
        return errors.what();
    }
    return "nothing";
}
} // namespace

TEST(ReportLayout, figures_and_sections_are_read_and_written_again)
{
    const std::string report = R"(report:
  title: Marks
  currency: GBP
  money: [paid]
  what_changed: true
  totals: [paid]
  figures:
    - {count: rows}
    - {count: mark < 10, title: Very low}
    - {rate: mark >= 40, title: Pass rate}
    - {rate: paid, of: mark}
  sections:
    - {title: By form, by: form, show: [{mean: mark}, {share: paid}], top: 3, bottom: 2, chart: bar}
    - {by: [form, day], show: [{count: rows}]}
    - {by: mark, bands: 10, show: [{count: rows}]}
    - {by: day, bands: week, show: [{sum: paid, title: Received}], chart: line}
    - {rows: all, title: Every mark, subtotals: form}
publish: {formats: [csv, pdf]}
)";
    auto contract = with(report);
    EXPECT_EQ(contract.report.sections[0].top, 3);
    EXPECT_EQ(contract.report.sections[4].subtotals, "form");
    EXPECT_TRUE(contract.report.figures[2].is_condition());
    EXPECT_FALSE(contract.report.figures[3].is_condition());
    auto written = write_contract(contract);
    EXPECT_THAT(written,
                HasSubstr("    - {by: day, bands: week, show: [{sum: paid, title: Received}], chart: line}\n"));
    EXPECT_EQ(write_contract(parse_contract(written, "again")), written);
}

TEST(ReportLayout, the_short_form_says_the_same_as_sections)
{
    auto contract = with("report: {group_by: form, totals: paid, charts: [{bar: form}, {line: day}]}\n");
    auto written = write_contract(contract);
    EXPECT_THAT(written, HasSubstr("{by: form, show: [{count: rows}, {share: rows}, {sum: paid}], chart: bar}"));
    EXPECT_THAT(written, HasSubstr("{by: day, show: [{count: rows}], chart: line}"));
    EXPECT_THAT(written, HasSubstr("- {rows: all}"));
    EXPECT_EQ(write_contract(parse_contract(written, "again")), written);
}

TEST(ReportLayout, a_report_that_nothing_is_said_of_lists_its_rows_and_is_not_written)
{
    auto contract = with("");
    ASSERT_EQ(contract.report.sections.size(), 1u);
    EXPECT_TRUE(contract.report.sections[0].lists_rows);
    EXPECT_EQ(write_contract(contract).find("report:"), std::string::npos);
    EXPECT_EQ(with("report: {sections: []}\n").report.sections.size(), 0u) << "the first page alone";
}

TEST(ReportLayout, what_is_wrong_is_said_with_what_to_do)
{
    auto figure = [](const std::string& one) { return refused("report: {figures: [" + one + "]}\n"); };
    auto section = [](const std::string& one) { return refused("report: {sections: [" + one + "]}\n"); };
    EXPECT_THAT(figure("{sum: form}"), HasSubstr("sum is about form, which is no integer or number field"));
    EXPECT_THAT(figure("{sum: marks}"), HasSubstr("“marks” is not a field of the schema"));
    EXPECT_THAT(figure("{rate: mark >= 40}"), HasSubstr("needs a title, as people do not read conditions"));
    EXPECT_THAT(figure("{rate: 'mark >', title: x}"), HasSubstr("rate"));
    EXPECT_THAT(figure("{title: x}"), HasSubstr("needs one of count, sum, mean, share and rate"));
    EXPECT_THAT(figure("{sum: mark, mean: mark}"), HasSubstr("needs one of"));
    EXPECT_THAT(figure("{sum: mark, of: paid}"), HasSubstr("of belongs to a rate"));
    EXPECT_THAT(figure("{count: rows}, {count: rows}, {count: rows}, {count: rows}, {count: rows}, {count: rows}"),
                HasSubstr("figures has 6, expected five at most"));
    EXPECT_THAT(section("{title: x}"), HasSubstr("needs either by, with the columns whose values are the groups"));
    EXPECT_THAT(section("{rows: all, by: form}"), HasSubstr("needs either by"));
    EXPECT_THAT(section("{rows: all, top: 3}"), HasSubstr("lists rows, so it takes no show, top, bottom or chart"));
    EXPECT_THAT(section("{by: form, subtotals: form}"), HasSubstr("subtotals belongs to a section with rows: all"));
    EXPECT_THAT(section("{by: form, bands: 10}"), HasSubstr("form is no integer or number field"));
    EXPECT_THAT(section("{by: mark, bands: week}"), HasSubstr("mark is no date field"));
    EXPECT_THAT(section("{by: mark, bands: -1}"), HasSubstr("expected how wide each is, such as 10, or week or month"));
    EXPECT_THAT(section("{by: [mark, day], bands: 10}"), HasSubstr("bands needs one column in by"));
    EXPECT_THAT(refused("report: {sections: [], group_by: form}\n"),
                HasSubstr("sections says all that the report has"));
    EXPECT_THAT(refused("report: {currency: pounds}\n"), HasSubstr("three letters of one, such as GBP or EUR"));
}
} // namespace engine
