#include "engine/review/slip_for_tests.hpp"
#include "engine/table/unreadable.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

using namespace engine;
using namespace engine::slip_tests;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace
{
const std::string rules = R"(feed: roster
schema:
  fields:
    - {name: id, constraints: {required: true, pattern: "[0-9]{6}"}}
    - {name: name, constraints: {required: true}}
    - {name: born, type: date}
    - {name: group, constraints: {enum: [Red, Green, Blue]}}
    - {name: points, type: integer, constraints: {minimum: 0}}
  primaryKey: id
aliases: {id: [Adm No], born: [Date of birth]}
steps:
  - {name: tidy text, do: trim}
  - {name: day first, do: dates, column: born, order: dmy}
  - {name: repeated rows, do: dedupe}
limits: {bad_rows: 100%}
)";

// 1,000 rows, 37 of them bad in five ways.
std::string export_of_1000()
{
    std::string text = "Adm No,Name,Date of birth,Group,Points\n";
    for (int i = 0; i < 1000; ++i) {
        bool bad = i % 27 == 5;
        int kind = i / 27 % 5;
        text += fmt::format("{},{},{},{},{}\n", bad && kind == 0 ? fmt::format("{}x", i) : fmt::format("{:06}", i + 1),
                            bad && kind == 1 ? "" : "Ada", bad && kind == 2 ? "31/11/2010" : "03/04/2010",
                            bad && kind == 3 ? "Purple" : "Red", bad && kind == 4 ? "-1" : "7");
    }
    return text;
}

// Puts right what is wrong in the first `count` rows of a slip.
Rows corrected(Rows rows, std::size_t count)
{
    for (std::size_t i = 1; i <= count; ++i) {
        auto& row = rows[i];
        if (row[0].ends_with('x')) row[0] = fmt::format("9{:05}", i);
        if (row[1].empty()) row[1] = "Grace";
        if (row[2] == "31/11/2010") row[2] = "30/11/2010";
        if (row[3] == "Purple") row[3] = "Blue";
        if (row[4] == "-1") row[4] = "1";
    }
    return rows;
}

std::string sentences(const SlipMerge& merged)
{
    std::string all;
    for (const auto& notice : merged.left_out) all += notice.message + "\n";
    return all;
}
} // namespace

TEST(SlipReturn, thirty_of_thirty_seven_rows_come_back_corrected_and_exactly_these_join)
{
    Hub hub(rules, export_of_1000());
    auto rows = hub.slip();
    ASSERT_THAT(rows, SizeIs(38)); // and the header
    auto merged = hub.merge(corrected(rows, 30));
    EXPECT_EQ(merged.rows, 37);
    EXPECT_EQ(merged.joined, 30);
    EXPECT_EQ(merged.unchanged, 7);
    EXPECT_THAT(merged.left_out, IsEmpty());
    EXPECT_THAT(merged.fixes, SizeIs(30));
    hub.accept(merged);
    auto after = hub.prepared();
    EXPECT_EQ(after.ledger.fixed, 30);
    EXPECT_EQ(after.ledger.held_back, 7);
    EXPECT_TRUE(after.ledger.balances());
}

TEST(SlipReturn, the_workbook_itself_comes_back_as_well)
{
    Hub hub(rules, export_of_1000());
    hub.prepared();
    MemorySource sheet(hub.outputs["slip.xlsx"].text);
    auto merged = merge_slip(hub.job, sheet, "slip.xlsx");
    EXPECT_EQ(merged.rows, 37);
    EXPECT_EQ(merged.unchanged, 37);
    EXPECT_THAT(merged.left_out, IsEmpty());
}

TEST(SlipReturn, sorted_with_rows_taken_out_and_columns_moved_it_joins_all_the_same)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    std::reverse(rows.begin() + 1, rows.end());
    rows.resize(21); // 20 rows
    for (auto& row : rows) std::swap(row[0], row[3]);
    auto merged = hub.merge(rows);
    EXPECT_EQ(merged.joined, 20);
    hub.accept(merged);
    EXPECT_EQ(hub.prepared().ledger.held_back, 17);
}

TEST(SlipReturn, a_row_that_was_added_is_left_out_and_named)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    rows.push_back({"777777", "New", "01/02/2010", "Red", "5", "", "", ""});
    auto merged = hub.merge(rows);
    EXPECT_EQ(merged.joined, 37);
    EXPECT_THAT(sentences(merged), HasSubstr("Row 39 of the sheet is none of the rows"));
}

TEST(SlipReturn, without_row_codes_rows_are_found_by_their_number_only_where_they_are_the_same)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    for (auto& row : rows) row.pop_back();
    rows[1] = {"555555", "Zoe", "01/01/2001", "Green", "2", rows[1][5], ""}; // another row on the same number
    auto merged = hub.merge(rows);
    EXPECT_EQ(merged.joined, 36);
    EXPECT_THAT(sentences(merged), HasSubstr("is not row 7 of the file any more"));
}

TEST(SlipReturn, without_codes_numbers_and_a_key_nothing_is_guessed)
{
    auto without_key = rules;
    without_key.erase(without_key.find("  primaryKey: id\n"), 17);
    Hub hub(without_key, export_of_1000());
    auto rows = hub.slip();
    for (auto& row : rows) row.resize(5);
    EXPECT_THROW(hub.merge(rows), Unreadable);
    EXPECT_THROW(hub.merge({{"Colour", "Size"}, {"red", "1"}}), Unreadable);
}

TEST(SlipReturn, sent_twice_it_says_nothing_new)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 30);
    hub.accept(hub.merge(rows));
    auto again = hub.merge(rows);
    EXPECT_EQ(again.joined, 0);
    EXPECT_EQ(again.unchanged, 37);
    EXPECT_THAT(again.fixes, IsEmpty());
    EXPECT_THAT(again.left_out, IsEmpty());
}

TEST(SlipReturn, what_was_corrected_otherwise_meanwhile_stays_and_is_named)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    Fix in_the_browser{std::stoll(rows[4][5]), {}, false, "group", "Purple", "Green", {}};
    hub.job.fixes.push_back(in_the_browser);
    auto merged = hub.merge(rows);
    EXPECT_EQ(merged.joined, 36);
    EXPECT_EQ(merged.unchanged, 1);
    EXPECT_THAT(sentences(merged),
                HasSubstr("has been corrected to “Green” meanwhile; the sheet's “Blue” was not taken"));
}

TEST(SlipReturn, a_sheet_of_another_file_joins_nothing)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    auto other = export_of_1000();
    for (auto at = other.find(",Red,"); at != std::string::npos; at = other.find(",Red,", at))
        other.replace(at, 5, ",Blue,");
    for (auto at = other.find("Ada"); at != std::string::npos; at = other.find("Ada", at)) other.replace(at, 3, "Eve");
    auto merged = Hub(rules, other).merge(rows);
    EXPECT_EQ(merged.joined + merged.unchanged, 0);
    EXPECT_THAT(merged.left_out, SizeIs(37));
}

TEST(SlipReturn, a_row_in_the_sheet_twice_counts_once)
{
    Hub hub(rules, export_of_1000());
    auto rows = corrected(hub.slip(), 37);
    rows.push_back(rows[4]);
    rows.back()[3] = "Green";
    auto merged = hub.merge(rows);
    EXPECT_EQ(merged.joined, 37);
    EXPECT_THAT(sentences(merged), HasSubstr("is in the sheet twice, in rows 5 and 39"));
}
