// Rows and cells that are not what they look like: totals, headings, merged cells, sheets, cells without a name.
#include "engine/infer/infer.hpp"
#include "engine/prepare/case_for_tests.hpp"
#include "engine/read/totals_words.hpp"
#include "engine/read/trusted_csv.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

struct Done {
    Prepared prepared;
    Rows rows;
    std::string notices() const
    {
        std::string all;
        for (const auto& notice : prepared.notices) all += notice.message + "\n";
        return all;
    }
    std::vector<std::string> rules() const
    {
        std::vector<std::string> all;
        for (const auto& finding : prepared.findings) all.push_back(finding.rule);
        return all;
    }
};

Done done(const std::string& name, const std::string& bytes, const std::string& contract, ReadOptions read = {})
{
    MemorySource source(bytes);
    Job job;
    job.file_name = name;
    job.file = &source;
    job.contract_text = contract;
    job.contract_name = "rules.yaml";
    job.read = std::move(read);
    CaseOutputs outputs;
    Done out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    if (out.prepared.verdict != Verdict::publish) return out;
    MemorySource clean(outputs.files["clean.csv"].text);
    TrustedCsv reader(clean);
    for (Chunk chunk; reader.next(chunk);)
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            auto& cells = out.rows.emplace_back();
            for (const auto& column : chunk.columns) cells.emplace_back(column[row]);
        }
    return out;
}

const std::string fees = R"(feed: fees
schema:
  fields: [{name: class}, {name: name}, {name: fee, type: number}, {name: paid, type: number}]
limits: {bad_rows: 100%}
)";

Inferred inferred(const std::string& name, const std::string& bytes)
{
    MemorySource source(bytes);
    return infer_contract({{name, &source}});
}

std::string row(const std::vector<std::string>& cells)
{
    std::string out = "<row>";
    for (std::size_t c = 0; c < cells.size(); ++c)
        out += cells[c].empty() ? ""
                                : "<c r=\"" + std::string(1, static_cast<char>('A' + c)) + "\" t=\"str\"><v>" +
                                      cells[c] + "</v></c>";
    return out + "</row>";
}
} // namespace

TEST(TotalsRows, subtotals_and_totals_are_no_records_in_any_language)
{
    for (const auto* word : {"Total", "Subtotal", "Sous-total", "Zwischensumme", "Summe", "Suma", "Toplam", "Итого",
                             "Razem", "合計", "المجموع", "Összesen", "Yhteensä", "Totaal"}) {
        auto file = fmt::format("Class,Name,Fee,Paid\n7A,Ada,10,5\n7A,Ben,20.50,6\n{0} 7A,,30.50,11\n7B,Cleo,3,1\n"
                                "7B,Dov,4,2\n{0} 7B,,7,3\n{0},,37.50,14\n",
                                word);
        auto out = done("fees.csv", file, fees);
        EXPECT_EQ(out.rows.size(), 4U) << word;
        EXPECT_THAT(out.notices(), HasSubstr("left out: row 4, 7, 8")) << word;
    }
}

TEST(TotalsRows, a_total_in_an_unknown_language_is_known_by_its_sums)
{
    auto out =
        done("fees.csv",
             "Class,Name,Fee,Paid\n7A,Ada,10,5\n7A,Ben,20.50,6\n7B,Cleo,3,1\n7B,Dov,4,2\nKaikkiaan ,,37.50,14\n", fees);
    EXPECT_EQ(out.rows.size(), 4U);
}

TEST(TotalsRows, a_subtotal_without_a_word_is_left_out_or_asked)
{
    auto asks = [](const std::string& rows) {
        auto out = done("fees.csv", "Class,Name,Fee,Paid\n" + rows, fees);
        return out.prepared.verdict == Verdict::hold || out.notices().contains("left out");
    };
    // Below two rows, with the group's name or none, a mean beside a sum, one column of numbers, several groups.
    EXPECT_TRUE(asks("7A,Ada,10,5\n7A,Ben,20.50,6\n,,30.50,11\n7B,Cleo,3,1\n7B,Dov,40,2\n,,43,3\n"));
    EXPECT_TRUE(asks("7A,Ada,10,5\n7A,Ben,20.50,6\n7A,,30.50,11\n7B,Cleo,3,1\n7B,Dov,4,2\n"));
    EXPECT_TRUE(asks("7A,Ada,10,5\n7A,Ben,20.50,6\n7A,Cleo,3,1\n,,33.50,4\n"));
    EXPECT_TRUE(asks("7A,Ada,10,\n7A,Ben,20.50,\n,,30.50,\n7B,Cleo,3,\n7B,Dov,40,\n,,43,\n"));
    EXPECT_FALSE(asks("7A,Ada,10,5\n7A,Ben,20.50,6\n7A,,33,11\n7B,Cleo,3,1\n7B,Dov,4,2\n"));
    EXPECT_FALSE(asks("7A,Ada,1,5\n7A,Ben,2,6\n7A,,3,7\n7B,Cleo,3,1\n7B,Dov,4,2\n"));
    EXPECT_FALSE(asks("7A,Ada,10,\n7A,Ben,20,\n7A,,30,\n7B,Cleo,3,\n7B,Dov,4,\n"));
}

TEST(TotalsRows, a_mean_is_no_pupil)
{
    for (const auto* word : {"Class average", "Average", "Mean", "Durchschnitt", "Moyenne de la classe", "Średnia"}) {
        auto out =
            done("fees.csv",
                 fmt::format("Class,Name,Fee,Paid\n7A,Ada,10,5\n7A,Ben,20,6\n7A,Cleo,33,8\n{},,21,6.3\n", word), fees);
        EXPECT_EQ(out.rows.size(), 3U) << word;
    }
}

TEST(TotalsRows, the_points_that_could_be_had_are_no_pupil)
{
    auto out = done("marks.csv", "Class,Name,Fee,Paid\nPoints Possible,,100,50\n7A,Ben,20,6\n7A,Cleo,33,8\n", fees);
    EXPECT_EQ(out.rows.size(), 2U);
}

TEST(TotalsRows, the_points_of_a_gradebook_are_no_pupil_to_infer)
{
    const std::string file = "Student,ID,Section,Essay (12),Quiz (13),Final Score\n"
                             "    Points Possible,,,10,20,(read only)\n"
                             "\"Lee, Ada\",101,7A,8,19,90\n\"Roy, Ben\",102,7A,9,15,80\n\"Poe, Cleo\",103,7B,7,11,60\n";
    auto rules = inferred("gradebook.csv", file);
    auto out = done("gradebook.csv", file, rules.text);
    EXPECT_EQ(out.rows.size(), 3U) << rules.text << out.notices();
    EXPECT_FALSE(rules.text.contains("Points Possible")) << rules.text;
}

TEST(TotalsRows, records_that_only_resemble_totals_stay)
{
    // A name with such a word, a record that happens to be a sum, and one with blanks.
    auto out =
        done("fees.csv",
             "Class,Name,Fee,Paid\n7A,Ada Sum,10,5\n7A,Total Eclipse,20,6\n7A,Ben,30,11\n7A,,2,1\n7A,Dov,,\n", fees);
    EXPECT_EQ(out.rows.size(), 5U) << out.notices();
}

TEST(TotalsRows, words_are_told_apart_from_names)
{
    for (const auto* only :
         {"Total", "GRAND TOTAL:", "Class average", "Sub-total", "Points Possible", "Ø", "Durchschnitt"})
        EXPECT_EQ(totals_words(only), TotalsWords::only) << only;
    for (const auto* some : {"Total 7A", "Maths total", "Summe Klasse 7A"})
        EXPECT_EQ(totals_words(some), TotalsWords::some) << some;
    for (const auto* none : {"Summer Lee", "Ada", "", "Meaning", "Totalis"})
        EXPECT_EQ(totals_words(none), TotalsWords::none) << none;
}

TEST(HeadingRows, they_are_held_back_where_the_rules_do_not_know_them)
{
    auto out =
        done("list.csv",
             "Class,Name,Fee,Paid\nClass 7A,,,\n1,Ada,10,5\n2,Ben,20,6\nClass 7B,,,\n3,Cleo,3,1\n4,Dov,4,2\n", fees);
    EXPECT_THAT(out.rules(), ElementsAre("heading_row", "heading_row"));
    EXPECT_EQ(out.rows.size(), 4U);
}

TEST(HeadingRows, a_step_makes_them_a_column)
{
    auto rules = R"(feed: list
schema: {fields: [{name: no}, {name: name}, {name: fee, type: number}, {name: class}]}
steps: [{do: heading_rows, into: class}]
)";
    for (const auto* heading : {"Class 7A,,", "Class:,7A,", "Class 7A"}) {
        auto out =
            done("list.csv",
                 fmt::format("No,Name,Fee\n{}\n1,Ada,10\n2,Ben,20\nClass 7B,,\n3,Cleo,3\n4,Dov,4\n", heading), rules);
        ASSERT_EQ(out.rows.size(), 4U) << heading;
        EXPECT_THAT(out.rows[1][3], HasSubstr("7A")) << heading;
        EXPECT_EQ(out.rows[2][3], "Class 7B");
        EXPECT_THAT(out.prepared.findings, IsEmpty()) << heading;
    }
}

TEST(TotalsRows, those_without_a_word_for_it_are_asked_about)
{
    const std::string rules =
        "feed: f\nschema: {fields: [{name: department}, {name: boys, type: integer}, {name: girls, "
        "type: integer}]}\n";
    const std::string head = "Department,Boys,Girls\n", all = "Maths,12,14\nScience,13,11\nHistory,10,15\n";
    for (const std::string& rows :
         {all + "Art,9,16\nSchool,44,56\n", "Whole school,44,56\n" + all + "Art,9,16\n",
          all + "Carried forward,35,40\nArt,9,16\n", all + "Art,9,16\nTarget,50,50\nDifference,-6,6\n",
          all + "Art,9,16\nPercent,44,56\n", all + "Art,9,16\nHighest,13,16\n", all + "Art,9,16\nMin,9,11\nMax,13,16\n",
          all + "Art,9,16\nRange,4,5\n"}) {
        auto out = done("f.csv", head + rows, rules);
        EXPECT_EQ(out.prepared.verdict, Verdict::hold) << rows;
        EXPECT_THAT(out.prepared.doubts, Contains(testing::Field(&Doubt::about, "totals_row"))) << rows;
    }
    for (const std::string& rows : {all + "Art,9,16\nSchool,45,56\n", all + "Target,9,16\nArt,3,5\n",
                                    all + "Max,9,12\n", std::string("Maths,0,0\nScience,0,0\nHistory,0,0\nArt,0,0\n"),
                                    std::string("Maths,1,10\nScience,2,20\nHistory,3,30\n")}) {
        auto out = done("f.csv", head + rows, rules);
        EXPECT_EQ(out.prepared.verdict, Verdict::publish) << rows;
        EXPECT_THAT(out.rules(), IsEmpty()) << rows;
    }
}

TEST(HeadingRows, sparse_records_are_none)
{
    auto out = done("list.csv", "Class,Name,Fee,Paid\nS1,,,\nS2,Ada,10,5\nS3,Ben,20,6\nS4,Cleo,3,1\nS5,,,\n", fees);
    EXPECT_THAT(out.rules(), IsEmpty());
}

TEST(HeadingRows, the_bare_name_of_a_group_is_one)
{
    for (std::string rows : {"7A,,,\nS1001,7A,10,5\nS1002,7A,20,6\n7B,,,\nS1003,7B,3,1\nS1004,7B,4,2\n",
                             "7A,,,\nS1001,Ada,10,5\nS1002,Ben,20,6\n7B,,,\nS1003,Cleo,3,1\nS1004,Dov,4,2\n"}) {
        auto out = done("list.csv", "Class,Name,Fee,Paid\n" + rows, fees);
        EXPECT_THAT(out.rules(), ElementsAre("heading_row", "heading_row")) << rows;
        EXPECT_EQ(out.rows.size(), 4U) << rows;
    }
}

TEST(HeadingRows, infer_proposes_the_column_and_asks)
{
    auto out =
        inferred("list.csv", "No,Name,Fee\nClass 7A,,\n1,Ada,10\n2,Ben,20\n3,Eve,20\nClass 7B,,\n4,Cleo,3\n5,Dov,4\n");
    EXPECT_THAT(out.text, HasSubstr("do: heading_rows, into: class"));
    EXPECT_THAT(out.notices, Contains(testing::Field(&Notice::code, "heading_rows")));
}

TEST(FillDown, blank_cells_take_the_value_above)
{
    auto out = done("list.csv", "Class,Name,Fee,Paid\n,Zoe,1,1\n7A,Ada,10,5\n,Ben,20,6\n7B,Cleo,3,1\n,Dov,4,2\n",
                    fees + "steps: [{do: fill_down, columns: [class]}]\n");
    std::vector<std::string> classes;
    for (const auto& one : out.rows) classes.push_back(one[0]);
    EXPECT_THAT(classes, ElementsAre("", "7A", "7A", "7B", "7B"));
}

TEST(MergedCells, every_row_has_the_value_of_a_workbook_s_merged_cell)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"List\"", row({"Class", "Name", "Fee", "Paid"}) + row({"7A", "Ada", "10", "5"}) +
                                         row({"", "Ben", "20", "6"}) + row({"", "Eve", "21", "7"}) +
                                         row({"7B", "Cleo", "3", "1"}) + row({"", "Dov", "4", "2"}) +
                                         "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"A2:A4\"/><mergeCell "
                                         "ref=\"A5:A5\"/></mergeCells><sheetData>"}};
    auto out = done("list.xlsx", book.bytes(), fees);
    std::vector<std::string> classes;
    for (const auto& one : out.rows) classes.push_back(one[0]);
    EXPECT_THAT(classes, ElementsAre("7A", "7A", "7A", "7B", ""));
    EXPECT_THAT(out.rules(), ElementsAre("merged_cells"));
}

TEST(AllSheets, the_sheets_are_one_table_with_their_names)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"7A\"", row({"Name", "Fee"}) + row({"Ada", "10"}) + row({"Ben", "20"})},
                   {"name=\"7B\"", row({"Fee", "Name"}) + row({"3", "Cleo"})},
                   {"name=\"Notes\"", row({"About", "Who"}) + row({"x", "y"})},
                   {"name=\"8A\"", row({"Name", "Fee"}) + row({"Dov", "oops"}) + row({"Eve", "5"})}};
    std::string rules = "feed: f\nschema: {fields: [{name: name}, {name: fee, type: number}, {name: sheet}]}\n"
                        "limits: {bad_rows: 100%}\n";
    auto asked = done("book.xlsx", book.bytes(), rules);
    EXPECT_EQ(asked.prepared.verdict, Verdict::refuse);
    ASSERT_THAT(asked.prepared.doubts, testing::SizeIs(1));
    EXPECT_EQ(asked.prepared.doubts[0].alternatives[0].answer, "all");

    ReadOptions all;
    all.sheet = "all";
    auto out = done("book.xlsx", book.bytes(), rules, all);
    EXPECT_THAT(out.rows, ElementsAre(ElementsAre("Ada", "10", "7A"), ElementsAre("Ben", "20", "7A"),
                                      ElementsAre("Cleo", "3", "7B"), ElementsAre("Eve", "5", "8A")));
    EXPECT_THAT(out.notices(), HasSubstr("“Notes”"));
    ASSERT_EQ(out.prepared.findings.size(), 1U);
    EXPECT_EQ(out.prepared.findings[0].sheet, "8A");
    EXPECT_EQ(out.prepared.findings[0].line, 2);
    EXPECT_EQ(out.prepared.ledger.in, 8);

    auto bytes = book.bytes();
    MemorySource source(bytes);
    EXPECT_THAT(infer_contract({{"book.xlsx", &source}}, all).text, HasSubstr("sheet: all"));
    auto proposed = inferred("book.xlsx", book.bytes());
    EXPECT_THAT(proposed.text, HasSubstr("sheet: all"));
    EXPECT_THAT(proposed.notices, Contains(testing::Field(&Notice::code, "all_sheets")));
}

TEST(AllSheets, one_that_is_named_says_which_others_are_not_read)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"7A\"", row({"Name", "Fee"}) + row({"Ada", "10"})},
                   {"name=\"7B\"", row({"Name", "Fee"}) + row({"Cleo", "3"})}};
    auto out =
        done("book.xlsx", book.bytes(), "feed: f\nread: {sheet: 7A}\nschema: {fields: [{name: name}, {name: fee}]}\n");
    EXPECT_THAT(out.notices(), HasSubstr("not read: “7B”"));
}

TEST(StackedTables, another_table_of_the_sheet_is_no_record_of_the_first_and_is_told)
{
    auto pupils = row({"Class", "Name", "Fee", "Paid"}) + row({"7A", "Ada", "10", "5"}) +
                  row({"7A", "Ben", "20", "6"}) + row({"7B", "Cleo", "3", "1"});
    auto rooms = row({"Room", "Seats"}) + row({"R1", "30"}) + row({"R2", "28"}) + row({"R3", "31"});
    auto sheet = [&](const std::string& rows) {
        xlsx::BookForTests book;
        book.sheets = {{"name=\"List\"", rows}};
        return done("list.xlsx", book.bytes(), fees);
    };
    for (const auto& gap : {row({}) + row({}), row({})}) {
        auto out = sheet(pupils + gap + rooms);
        EXPECT_EQ(out.rows.size(), 3U);
        EXPECT_THAT(out.notices(), HasSubstr("left out"));
    }
    // A blank row within a list, and the names once more.
    for (const auto& rows : {pupils + row({}) + row({"8A", "Dov", "4", "2"}) + row({"8A", "Eve", "5", "3"}),
                             pupils + row({}) + row({"Class", "Name", "Fee", "Paid"}) + row({"8A", "Dov", "4", "2"}) +
                                 row({"8A", "Eve", "5", "3"})})
        EXPECT_EQ(sheet(rows).rows.size(), 5U);
}

TEST(TemplateRows, what_tells_how_to_fill_in_the_columns_is_no_record)
{
    const std::string head = "Class,Name,Note,Room\n", rest = "7A,Ada,late,R1\n7B,Ben,ill,R2\n";
    const std::string rules = "feed: f\nschema: {fields: [{name: class}, {name: name}, {name: note}, {name: room}]}\n"
                              "limits: {bad_rows: 100%}\n";
    for (std::string row :
         {"(required),(required),(optional),", "e.g. 7A,e.g. Jane Doe,,", "z.B. 7A,z.B. Eva,,R1", "1,2,3,4"}) {
        auto out = done("f.csv", head + row + "\n" + rest, rules);
        EXPECT_THAT(out.rules(), ElementsAre("template_row")) << row;
        EXPECT_EQ(out.rows.size(), 2U) << row;
    }
    for (std::string row : {"(new),Cleo,(see list),R3", "1,2,3,5", "e.g. Ltd,Cleo,,", "(020) 1,(030) 2,,"})
        EXPECT_EQ(done("f.csv", head + row + "\n" + rest, rules).rows.size(), 3U) << row;
    EXPECT_EQ(done("f.csv", head + "1,2,3,4\n2,3,4,5\n", rules).rows.size(), 2U);
}

TEST(BeyondTheHeader, cells_without_a_name_are_told)
{
    std::string file = "Name,Fee,Paid\n";
    for (int i = 0; i < 60; ++i) file += fmt::format("P{},1,2,extra {}\n", i, i);
    auto out = done("list.csv", file,
                    "feed: f\nschema: {fields: [{name: name}, {name: fee}, {name: paid}]}\nlimits: {bad_rows: 100%}\n");
    EXPECT_THAT(out.notices(), HasSubstr("column 4 (60 rows)"));
}

TEST(FixedWidth, columns_are_told_apart_by_their_places)
{
    std::string file = "ID      NAME                 GR  ADDRESS                 BALANCE  ST\n"
                       "000417  ABARA IFEOMA         10  4801 Elm Row              87.50  F \n"
                       "000418  BRANDT LENA          11  12 Quay Street           102.00  P \n"
                       "000419  CASTILLO-REYES RÚI    9  9 Old Mill Lane Apt 4      0.00  F \n"
                       "000420  DAHL SIGNE           12  77 Park                 1450.25  R \n"
                       "000421  EZE KELECHI          10                            12.00  F \n"
                       "000422  FUJITA HANA           9  300 North Harbor Blvd     64.10  F \n";
    auto rules = "feed: f\nschema: {fields: [{name: id}, {name: name}, {name: gr}, {name: address}, {name: balance, "
                 "type: number}, {name: st}]}\n";
    auto out = done("balances.txt", file, rules);
    ASSERT_EQ(out.rows.size(), 6U);
    EXPECT_THAT(out.rows[2], ElementsAre("000419", "CASTILLO-REYES RÚI", "9", "9 Old Mill Lane Apt 4", "0.00", "F"));
    EXPECT_THAT(out.rows[4], ElementsAre("000421", "EZE KELECHI", "10", "", "12.00", "F"));
    EXPECT_THAT(out.notices(), HasSubstr("places"));
    auto titled =
        done("balances.txt", "BALANCES OF ALL PUPILS AT THE END OF TERM, LINCOLN HIGH SCHOOL\n\n" + file, rules);
    EXPECT_EQ(titled.rows, out.rows);
}

TEST(FixedWidth, lists_of_one_column_and_prose_are_none)
{
    std::string names = "Name\nAda Brook\nBen Carter\nCleo van Dyke\nDov Katz\nEve Hall\nFay D'Souza\n";
    EXPECT_EQ(done("names.csv", names, "feed: f\nschema: {fields: [{name: name}]}\n").rows.size(), 6U);
}

TEST(RepeatedNames, aliases_take_the_names_that_are_shown)
{
    std::string file = "Name,Score,Score,Score\nAda,1,2,3\nBen,4,5,6\n";
    auto out = done("marks.csv", file,
                    "feed: f\nschema: {fields: [{name: name}, {name: a}, {name: b}, {name: c}]}\n"
                    "aliases: {a: [Score], b: [Score (2)], c: [Score (3)]}\n");
    EXPECT_THAT(out.rows, ElementsAre(ElementsAre("Ada", "1", "2", "3"), ElementsAre("Ben", "4", "5", "6")));

    auto proposed = inferred("marks.csv", file);
    auto again = done("marks.csv", file, proposed.text);
    EXPECT_THAT(again.rows, ElementsAre(ElementsAre("Ada", "1", "2", "3"), ElementsAre("Ben", "4", "5", "6")));
}
} // namespace engine
