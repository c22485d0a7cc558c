// Cells of a workbook that may not be meant as they are read: asked, done as people say, and plain ones are not.
#include "engine/prepare/case_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;
using testing::IsEmpty;

const std::string rules =
    "feed: f\nschema: {fields: [{name: name, title: Name}, {name: fee, title: Fee, type: number}, "
    "{name: rate, title: Rate, type: number}]}\n";

struct Sheet {
    std::string rows, merges{}, calculation{};
};

struct Done {
    Prepared prepared;
    std::string clean;
    std::vector<std::string> asked() const
    {
        std::vector<std::string> out;
        for (const auto& doubt : prepared.doubts)
            if (doubt.outcome == DoubtOutcome::asked) out.push_back(doubt.id());
        return out;
    }
};

// Styles: 1 percent, 2 struck through.
Done done(const Sheet& sheet, Choices choices = {})
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"Fees\"", sheet.rows + "</sheetData>" + sheet.merges + "<sheetData>"}};
    book.fonts = "<font/><font><strike/></font>";
    book.styles = "<xf numFmtId=\"9\"/><xf numFmtId=\"0\" fontId=\"1\"/>";
    book.after_sheets = sheet.calculation;
    auto bytes = book.bytes();
    MemorySource source(bytes);
    Job job;
    job.file_name = "fees.xlsx";
    job.file = &source;
    job.contract_text = rules;
    job.contract_name = "rules.yaml";
    job.choices = std::move(choices);
    CaseOutputs outputs;
    Done out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    out.clean = outputs.files["clean.csv"].text;
    return out;
}

std::string text(const std::string& value, int style = 0)
{
    return fmt::format("<c s=\"{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", style, value);
}
std::string number(const std::string& value, int style = 0)
{
    return fmt::format("<c s=\"{}\"><v>{}</v></c>", style, value);
}
std::string formula(const std::string& result) { return "<c><f>SUM(1,2)</f>" + result + "</c>"; }
std::string row(const std::string& cells) { return "<row>" + cells + "</row>"; }
std::string header() { return row(text("Name") + text("Fee") + text("Rate")); }

TEST(AskedCells, percents_of_a_sheet_beside_plain_numbers_are_asked)
{
    auto with = [](const std::string& third) {
        return Sheet{header() + row(text("Ada") + number("10") + number("95.5")) +
                     row(text("Ben") + number("11") + third) + row(text("Cleo") + number("12") + number("88"))};
    };
    EXPECT_THAT(done(with(number("0.87", 1))).asked(), ElementsAre("scale:rate"));
    EXPECT_THAT(done(with(number("1", 1))).asked(), ElementsAre("scale:rate"));
    EXPECT_THAT(done(with(number("0.05", 1))).asked(), ElementsAre("scale:rate"));
    EXPECT_EQ(done(with(number("0.87", 1)), {{"scale:rate", "percent"}}).clean,
              "name,fee,rate\nAda,10,95.5\nBen,11,87\nCleo,12,88\n");
    EXPECT_THAT(done(with(number("91"))).asked(), IsEmpty());
    auto all = done({header() + row(text("Ada") + number("10") + number("0.955", 1)) +
                     row(text("Ben") + number("11") + number("0.87", 1))});
    EXPECT_THAT(all.asked(), IsEmpty());
    EXPECT_TRUE(all.prepared.findings.empty());
}

// The second sheet has its columns in another order.
TEST(AskedCells, notes_of_all_sheets_are_about_the_columns_of_the_whole)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"7A\"", header() + row(text("Ada") + number("10") + number("95.5"))},
                   {"name=\"7B\"", row(text("Rate") + text("Name") + text("Fee")) +
                                       row(number("0.87", 1) + text("Ben", 0) + number("11")) +
                                       row(number("0.9", 2) + text("Cleo", 3) + number("12", 3))}};
    book.fonts = "<font/><font><strike/></font>";
    book.styles = "<xf numFmtId=\"9\"/><xf numFmtId=\"9\" fontId=\"1\"/><xf numFmtId=\"0\" fontId=\"1\"/>";
    auto bytes = book.bytes();
    MemorySource source(bytes);
    Job job;
    job.file_name = "fees.xlsx";
    job.file = &source;
    job.contract_text = rules;
    job.contract_name = "rules.yaml";
    job.read.sheet = "all";
    CaseOutputs outputs;
    Done out{prepare(job, outputs.open(), Watcher()), ""};
    EXPECT_THAT(out.asked(), ElementsAre("scale:rate", "rows:struck"));
}

TEST(AskedCells, rows_struck_through_are_asked)
{
    Sheet sheet{header() + row(text("Ada") + number("10") + number("1")) +
                row(text("Ben", 2) + number("11", 2) + number("2", 2)) +
                row(text("Cleo", 2) + number("12") + number("3"))};
    EXPECT_THAT(done(sheet).asked(), ElementsAre("rows:struck"));
    auto skipped = done(sheet, {{"rows:struck", "skip"}});
    EXPECT_EQ(skipped.clean, "name,fee,rate\nAda,10,1\nCleo,12,3\n");
    EXPECT_EQ(skipped.prepared.ledger.ignored, 2);
    EXPECT_EQ(done(sheet, {{"rows:struck", "keep"}}).clean, "name,fee,rate\nAda,10,1\nBen,11,2\nCleo,12,3\n");
    // The look of a whole sheet, or of its header.
    EXPECT_THAT(done({header() + row(text("Ada", 2) + number("10", 2) + number("1", 2))}).asked(), IsEmpty());
    EXPECT_THAT(
        done({row(text("Name", 2) + text("Fee", 2) + text("Rate", 2)) + row(text("Ada") + number("10") + number("1"))})
            .asked(),
        IsEmpty());
}

TEST(AskedCells, an_amount_merged_over_rows_is_asked)
{
    auto rows = header() + row(text("Ada") + number("300") + number("1")) + row(text("Ben") + "<c/>" + number("2")) +
                row(text("Cleo") + number("12") + number("3"));
    Sheet sheet{rows, "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"};
    EXPECT_THAT(done(sheet).asked(), ElementsAre("rows:merged"));
    EXPECT_EQ(done(sheet, {{"rows:merged", "each"}}).clean, "name,fee,rate\nAda,300,1\nBen,300,2\nCleo,12,3\n");
    EXPECT_EQ(done(sheet, {{"rows:merged", "first"}}).clean, "name,fee,rate\nAda,300,1\nBen,,2\nCleo,12,3\n");
    // Words and grades are for each row.
    auto names = header() + row(text("Ada") + number("1") + number("7")) + row("<c/>" + number("2") + "<c/>");
    EXPECT_THAT(done({names, "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>"}).asked(),
                IsEmpty());
}

TEST(AskedCells, formulas_without_a_result_are_asked)
{
    auto with = [](const std::string& fee) {
        return header() + row(text("Ada") + fee + number("1")) + row(text("Ben") + fee + number("2"));
    };
    EXPECT_THAT(done({with(formula(""))}).asked(), ElementsAre("rows:formulas"));
    EXPECT_THAT(done({with(formula("<v></v>"))}).asked(), ElementsAre("rows:formulas"));
    // Programs that write formulas and work none out put 0 in their place.
    const std::string later = "<calcPr fullCalcOnLoad=\"1\"/>";
    EXPECT_THAT(done({with(formula("<v>0</v>")), "", later}).asked(), ElementsAre("rows:formulas"));
    EXPECT_THAT(done({with(formula("<v>0</v>"))}).asked(), IsEmpty());
    EXPECT_THAT(done({with(formula("<v>12</v>")), "", later}).asked(), IsEmpty());
    EXPECT_EQ(done({with(formula(""))}, {{"rows:formulas", "keep"}}).clean, "name,fee,rate\nAda,,1\nBen,,2\n");
    // Of a column that nobody takes.
    auto beside = row(text("Name") + text("Fee") + text("Rate") + text("Check")) +
                  row(text("Ada") + number("1") + number("1") + formula(""));
    EXPECT_THAT(done({beside}).asked(), IsEmpty());
}
} // namespace
} // namespace engine
