// What stands beside, below and behind a table: other tables of its sheet, hidden columns, rows never filled in.
#include "engine/infer/infer.hpp"
#include "engine/prepare/case_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

struct Done {
    Prepared prepared;
    std::string clean;
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

Done done(const std::string& name, const std::string& bytes, const std::string& contract, ReadOptions read = {},
          Choices choices = {})
{
    MemorySource source(bytes);
    Job job;
    job.file_name = name;
    job.file = &source;
    job.contract_text = contract;
    job.contract_name = "rules.yaml";
    job.read = std::move(read);
    job.choices = std::move(choices);
    CaseOutputs outputs;
    Done out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    if (out.prepared.verdict == Verdict::publish) out.clean = outputs.files["clean.csv"].text;
    return out;
}

// A sheet of texts; an empty text is no cell.
std::string book_of(const Rows& rows, const std::string& columns = "")
{
    std::string sheet;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        sheet += fmt::format("<row r=\"{}\">", r + 1);
        for (std::size_t c = 0; c < rows[r].size(); ++c)
            if (!rows[r][c].empty())
                sheet += fmt::format("<c r=\"{}{}\" t=\"inlineStr\"><is><t>{}</t></is></c>", char('A' + c), r + 1,
                                     rows[r][c]);
        sheet += "</row>";
    }
    xlsx::BookForTests book;
    book.sheets = {{"name=\"Marks\"", sheet}};
    book.columns = columns;
    return book.bytes();
}

Inferred inferred(const std::string& name, const std::string& bytes)
{
    MemorySource source(bytes);
    return infer_contract({{name, &source}});
}

const std::string marks = R"(feed: marks
schema:
  fields:
    - {name: name, title: Name}
    - {name: score, title: Score, type: integer}
)";
const std::string rooms = R"(feed: rooms
schema:
  fields:
    - {name: room, title: Room}
    - {name: seats, title: Seats, type: integer}
)";

TEST(SideBySide, tables_beside_each_other_are_read_each_by_its_own_rules)
{
    auto file = book_of({{"Name", "Score", "", "Room", "Seats"},
                         {"Ada", "7", "", "R1", "30"},
                         {"Ben", "8", "", "R2", "25"},
                         {"Cleo", "9"},
                         {"Dov", "6"}});
    auto first = done("marks.xlsx", file, marks);
    EXPECT_EQ(first.clean, "name,score\nAda,7\nBen,8\nCleo,9\nDov,6\n");
    EXPECT_THAT(first.notices(), HasSubstr("Marks (D:E)"));
    EXPECT_EQ(done("marks.xlsx", file, rooms).clean, "room,seats\nR1,30\nR2,25\n");
}

TEST(SideBySide, two_tables_with_the_same_names_are_asked_about_and_can_be_chosen)
{
    auto file = book_of({{"7A", "", "", "7B", ""},
                         {"Name", "Score", "", "Name", "Score"},
                         {"Ada", "7", "", "Eve", "5"},
                         {"Ben", "8", "", "Fay", "4"}});
    auto out = done("marks.xlsx", file, marks);
    EXPECT_NE(out.prepared.verdict, Verdict::publish);
    ASSERT_FALSE(out.prepared.doubts.empty());
    EXPECT_EQ(out.prepared.doubts[0].what, "sheet");
    ReadOptions read;
    read.sheet = "Marks (D:E)";
    EXPECT_EQ(done("marks.xlsx", file, marks, read).clean, "name,score\nEve,5\nFay,4\n");
    read.sheet = "all";
    EXPECT_EQ(done("marks.xlsx", file, marks, read).clean, "name,score\nAda,7\nBen,8\nEve,5\nFay,4\n");
}

TEST(SideBySide, a_blank_column_within_a_table_parts_nothing)
{
    auto file = book_of({{"Name", "Score", "", "Room", "Seats"},
                         {"Ada", "7", "", "R1", "30"},
                         {"Ben", "8", "", "R2", "25"},
                         {"Cleo", "9", "", "R3", "20"}});
    auto both = marks + "    - {name: room, title: Room}\n    - {name: seats, title: Seats, type: integer}\n";
    EXPECT_EQ(done("marks.xlsx", file, both).clean, "name,score,room,seats\nAda,7,R1,30\nBen,8,R2,25\nCleo,9,R3,20\n");
}

TEST(SideBySide, infer_reads_one_and_says_so)
{
    auto proposed = inferred("marks.xlsx", book_of({{"Name", "Score", "", "Room", "Seats"},
                                                    {"Ada", "7", "", "R1", "30"},
                                                    {"Ben", "8", "", "R2", "25"},
                                                    {"Cleo", "9"}}));
    EXPECT_THAT(proposed.text, HasSubstr("2 tables"));
    EXPECT_TRUE(proposed.contract.schema.find("score"));
    EXPECT_FALSE(proposed.contract.schema.find("seats"));
}

TEST(HiddenColumns, they_are_told_and_infer_leaves_them_out)
{
    auto file = book_of({{"Name", "Score", "Medical"}, {"Ada", "7", "asthma"}, {"Ben", "8", "none"}, {"Cleo", "9"}},
                        "<col min=\"1\" max=\"2\"/><col min=\"3\" max=\"3\" hidden=\"1\"/>");
    auto out = done("marks.xlsx", file, marks + "    - {name: medical, title: Medical}\n");
    ASSERT_THAT(out.rules(), Contains("hidden_columns"));
    EXPECT_THAT(out.prepared.findings[0].message, HasSubstr("C (“Medical”)"));
    EXPECT_EQ(out.prepared.ledger.passed, 3);
    auto proposed = inferred("marks.xlsx", file);
    EXPECT_FALSE(proposed.contract.schema.find("medical"));
    EXPECT_THAT(proposed.text, HasSubstr("hides the column Medical"));
    auto shown = book_of({{"Name", "Score"}, {"Ada", "7"}, {"Ben", "8"}}, "<col min=\"5\" max=\"9\" hidden=\"1\"/>");
    EXPECT_THAT(done("marks.xlsx", shown, marks).rules(), IsEmpty()) << "nothing stands in the hidden columns";
}

std::string intake(std::size_t prepared)
{
    std::string text = "No,Name,Birth date,Country,Paid\n1,Ada,2014-02-03,Palau,5\n2,Ben,2014-05-06,Fiji,6\n"
                       "3,Cleo,2015-01-09,Palau,7\n";
    for (std::size_t i = 0; i < prepared; ++i) text += fmt::format("{},,,Palau,\n", i + 4);
    return text;
}

const std::string pupils = R"(feed: intake
schema:
  fields:
    - {name: no, title: No}
    - {name: name, title: Name}
    - {name: birth_date, title: Birth date, type: date}
    - {name: country, title: Country}
    - {name: paid, title: Paid, type: number}
)";

TEST(PreparedRows, rows_that_were_never_filled_in_are_asked_about)
{
    auto out = done("intake.csv", intake(395), pupils);
    EXPECT_EQ(out.prepared.verdict, Verdict::hold);
    ASSERT_EQ(out.prepared.doubts.size(), 1U);
    EXPECT_EQ(out.prepared.doubts[0].id(), "rows:prepared");
    EXPECT_THAT(out.prepared.doubts[0].evidence, HasSubstr("395 rows"));
    auto skipped = done("intake.csv", intake(395), pupils, {}, {{"rows:prepared", "skip"}});
    EXPECT_EQ(skipped.prepared.verdict, Verdict::publish);
    EXPECT_EQ(skipped.prepared.ledger.passed, 3);
    EXPECT_EQ(skipped.prepared.ledger.ignored, 396);
    EXPECT_EQ(done("intake.csv", intake(395), pupils, {}, {{"rows:prepared", "keep"}}).prepared.ledger.passed, 398);
}

TEST(PreparedRows, the_end_of_one_chunk_goes_on_in_the_next)
{
    EXPECT_THAT(done("intake.csv", intake(40'000), pupils).prepared.doubts.at(0).evidence, HasSubstr("40000 rows"));
}

TEST(PreparedRows, sparse_records_are_none)
{
    EXPECT_TRUE(done("intake.csv", intake(9), pupils).prepared.doubts.empty()) << "a few may be records begun";
    std::string text = "No,Name,Birth date,Country,Paid\n1,Ada,2014-02-03,Palau,5\n";
    for (int i = 0; i < 40; ++i) text += fmt::format("{},Pupil {},,,\n", i + 2, char('A' + i % 20));
    EXPECT_TRUE(done("intake.csv", text, pupils).prepared.doubts.empty());
}

TEST(PreparedRows, infer_does_not_take_them_for_records_and_says_so)
{
    auto proposed = inferred("intake.csv", intake(395));
    EXPECT_THAT(proposed.text, HasSubstr("395 rows"));
    EXPECT_EQ(proposed.contract.schema.fields[*proposed.contract.schema.find("birth_date")].type, FieldType::date);
}

TEST(RepeatedHeaders, a_byte_order_mark_in_the_middle_hides_no_header)
{
    for (const auto* again : {"\uFEFFName,Score", "Name,Score"}) {
        auto out = done("marks.csv", fmt::format("Name,Score\nAda,7\nBen,8\n{}\nCleo,9\nDov,6\n", again), marks);
        EXPECT_EQ(out.clean, "name,score\nAda,7\nBen,8\nCleo,9\nDov,6\n") << again;
    }
}
} // namespace
} // namespace engine
