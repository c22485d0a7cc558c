// A file against the version in force: what it changes, and what stays of that version.
#include "base/json_text.hpp"
#include "engine/prepare/prepare.hpp"
#include "engine/publish/publish.hpp"
#include "engine/review/compare_versions.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto rules = R"(feed: clubs
schema:
  fields:
    - {name: id, constraints: {required: true}}
    - {name: club, constraints: {enum: [Chess, Choir]}}
  primaryKey: id
limits: {bad_rows: 50%, gone: 10%, changed: 75%}
publish: {formats: [csv, excel_csv]}
)";
constexpr auto before = "id,club\n1,Chess\n2,Chess\n3,Choir\n4,Choir\n";

struct Ran {
    Prepared prepared;
    std::map<std::string, StringSink> files;
    const std::string& clean() const { return files.at("clean.csv").text; }
    VersionChanges changes() const { return json::from_text<VersionChanges>(files.at("changes.json").text); }
};

Ran run(const std::string& text, bool keep_earlier = false, const std::string& previous = before,
        const std::string& contract = rules)
{
    MemorySource file(text), version(previous);
    Ran out;
    Job job;
    job.file_name = "clubs.csv";
    job.file = &file;
    job.contract_text = contract;
    job.previous = &version;
    job.keep_earlier = keep_earlier;
    out.prepared = prepare(job, [&](std::string_view name) { return &out.files[std::string(name)]; }, Watcher());
    return out;
}

using Cells = ChangedRow::Cells;

TEST(Versions, rows_of_each_kind_are_counted_and_shown)
{
    auto changes = run("id,club\n1,Chess\n2,Choir\n5,Chess\n6,Pottery\n").changes();
    EXPECT_EQ(changes.rows_before, 4);
    EXPECT_EQ(changes.rows_now, 3) << "row 6 is held back";
    EXPECT_EQ(changes.changes->created, 1);
    EXPECT_EQ(changes.changes->updated, 1);
    EXPECT_EQ(changes.changes->unchanged, 1);
    EXPECT_EQ(changes.changes->gone, 2);
    EXPECT_THAT(changes.columns, ElementsAre("id", "club"));
    ASSERT_EQ(changes.updated.size(), 1U);
    EXPECT_EQ(changes.updated[0].before, (Cells{"2", "Chess"}));
    EXPECT_EQ(changes.updated[0].now, (Cells{"2", "Choir"}));
    EXPECT_EQ(changes.created.at(0).now, (Cells{"5", "Chess"}));
    EXPECT_EQ(changes.unchanged.at(0).now, (Cells{"1", "Chess"}));
    ASSERT_EQ(changes.gone.size(), 2U);
    EXPECT_EQ(changes.gone[0].before, (Cells{"3", "Choir"}));
    EXPECT_TRUE(changes.gone[0].now.empty());
}

TEST(Versions, a_row_that_is_held_back_is_not_gone)
{
    auto changes = run("id,club\n1,Chess\n2,Chess\n3,Choir\n4,Pottery\n").changes();
    EXPECT_EQ(changes.changes->gone, 0);
    EXPECT_TRUE(changes.gone.empty());
}

TEST(Versions, many_changes_are_shown_by_the_first_of_them)
{
    std::string old = "id,club\n", now = "id,club\n";
    for (int i = 0; i < 100; ++i) old += std::to_string(i) + ",Chess\n", now += std::to_string(i + 50) + ",Choir\n";
    auto changes = run(now, false, old).changes();
    EXPECT_EQ(changes.changes->gone, 50);
    EXPECT_EQ(changes.gone.size(), most_samples);
    ASSERT_EQ(changes.updated.size(), most_samples);
    for (const auto& row : changes.updated) EXPECT_EQ(row.before.at(1), "Chess");
}

TEST(Versions, kept_rows_stand_behind_those_of_the_file_and_nothing_is_gone)
{
    auto ran = run("id,club\n2,Choir\n5,Chess\n", true);
    EXPECT_EQ(ran.prepared.verdict, Verdict::publish);
    EXPECT_EQ(ran.clean(), "id,club\n2,Choir\n5,Chess\n1,Chess\n3,Choir\n4,Choir\n");
    EXPECT_EQ(ran.prepared.kept, 3);
    EXPECT_TRUE(ran.prepared.ledger.balances()) << "the ledger counts rows of the file alone";
    EXPECT_EQ(ran.prepared.changes->gone, 0);
    EXPECT_EQ(ran.prepared.changes->unchanged, 3);
    EXPECT_EQ(ran.changes().rows_now, 5);
    std::vector<std::string> codes;
    for (const auto& notice : ran.prepared.notices) codes.push_back(notice.code);
    EXPECT_THAT(codes, Contains("kept_rows"));
    EXPECT_EQ(ran.prepared.columns.at(0).rows, 5) << "they are summed up with the rest";
}

TEST(Versions, without_keeping_the_same_file_is_held_because_rows_are_gone)
{
    auto ran = run("id,club\n2,Choir\n5,Chess\n");
    EXPECT_EQ(ran.prepared.verdict, Verdict::hold);
    EXPECT_EQ(ran.prepared.reasons.at(0).code, "gone");
    EXPECT_THAT(ran.prepared.reasons.at(0).message, HasSubstr("3 of 4 rows"));
}

TEST(Versions, a_row_that_cannot_pass_yet_leaves_its_earlier_state_in_place)
{
    auto ran = run("id,club\n1,Pottery\n2,Choir\n", true);
    EXPECT_EQ(ran.clean(), "id,club\n2,Choir\n1,Chess\n3,Choir\n4,Choir\n");
}

TEST(Versions, rows_are_not_added_where_the_key_is_missing)
{
    auto ran = run("id,club\n1,Chess\n", true, "club\nChess\n");
    EXPECT_EQ(ran.prepared.verdict, Verdict::hold);
    EXPECT_EQ(ran.prepared.reasons.back().code, "no_key");
}

TEST(Versions, append_needs_a_key)
{
    std::string text = "feed: clubs\nsecond_file: append\nschema: {fields: [{name: id}]}\n";
    try {
        parse_contract(text, "clubs");
        FAIL();
    } catch (const ContractErrors& errors) {
        EXPECT_THAT(errors.errors().at(0).message, HasSubstr("primaryKey"));
    }
    text.replace(text.find("]}"), 2, "], primaryKey: id}");
    EXPECT_NO_THROW(parse_contract(text, "clubs"));
}

TEST(Versions, two_published_versions_are_compared_alike)
{
    MemorySource earlier(before), later("id,club\n1,Chess\n2,Choir\n5,'=1\n");
    auto changes = compare_versions(parse_contract(rules, "clubs").schema, earlier, later);
    EXPECT_EQ(changes.changes->created, 1);
    EXPECT_EQ(changes.changes->updated, 1);
    EXPECT_EQ(changes.changes->gone, 2);
    EXPECT_EQ(changes.created.at(0).now, (Cells{"5", "=1"}));
    EXPECT_EQ(changes.updated.at(0).before, (Cells{"2", "Chess"}));
}

TEST(Versions, the_csv_for_excel_has_a_mark_and_its_line_ends)
{
    auto ran = run("id,club\n1,Chess\n2,Chess\n3,Choir\n4,Choir\n");
    ASSERT_EQ(ran.prepared.verdict, Verdict::publish);
    auto clean = ran.clean();
    MemorySource file("x"), rows(clean);
    Job job;
    job.file = &file;
    job.contract_text = rules;
    std::map<std::string, StringSink> files;
    publish(job, ran.prepared, rows, [&](std::string_view name) { return &files[std::string(name)]; }, Watcher());
    EXPECT_EQ(files["clean-excel.csv"].text, "\xef\xbb\xbfid,club\r\n1,Chess\r\n2,Chess\r\n3,Choir\r\n4,Choir\r\n");
}
} // namespace
} // namespace engine
