#include "engine/read/csv/csv_reader.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine;
using namespace std::string_literals;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
struct Read {
    Dialect dialect;
    PlainTable table;
};
Read read(std::string_view bytes, const ReadOptions& options = {})
{
    MemorySource source(bytes);
    auto file = csv::open(source, "pupils.csv", options);
    return {file.dialect, read_rows(*file.tables.at(0))};
}
std::string utf16(std::string_view ascii, bool big)
{
    std::string bytes;
    for (char c : ascii) bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
    return bytes;
}
} // namespace

TEST(CsvReader, rows_come_in_order_with_their_kind_and_line)
{
    auto table = read("Hill School\n\nid,name,fee\n1,Ada,2.50\n\n2,Bo,3\nTotal,,5.50\n\nPrinted by the office\n").table;
    std::vector<RowKind> kinds;
    for (const auto& row : table.rows) kinds.push_back(row.kind);
    using enum RowKind;
    EXPECT_EQ(kinds, (std::vector{preamble, blank, header, data, blank, data, totals, blank, footer}));
    EXPECT_EQ(table.rows.back().line, 9U);
    EXPECT_TRUE(table.findings.empty());
}

TEST(CsvReader, a_file_without_header_is_told_from_one_with)
{
    EXPECT_EQ(read("1,2026-11-30,Ada\n2,2026-12-01,Bo\n").dialect.header_row, std::nullopt);
    EXPECT_EQ(read("id,date,name\n1,2026-11-30,Ada\n2,2026-12-01,Bo\n").dialect.header_row, 1);
    ReadOptions none;
    none.header_row = 0;
    EXPECT_EQ(read("id,name\n1,Ada\n", none).dialect.header_row, std::nullopt);
    ReadOptions second;
    second.header_row = 2;
    EXPECT_EQ(read("x,y\nid,name\n1,Ada\n", second).table.of(RowKind::header), (Rows{{"id", "name"}}));
}

TEST(CsvReader, a_malformed_row_is_a_finding_with_its_raw_text_and_its_neighbours_survive)
{
    auto table = read("id,name,year\n1,Ada,2026\n2,\"Bo,2026\n3,Cy\n4,Di,2026,x\n5,Ed,2026\n").table;
    ASSERT_EQ(table.findings.size(), 3U);
    EXPECT_EQ(table.findings[0].rule, "malformed_row");
    EXPECT_EQ(table.findings[0].line, 3);
    EXPECT_EQ(table.findings[0].value, "2,\"Bo,2026");
    EXPECT_EQ(table.findings[0].file, "pupils.csv");
    EXPECT_THAT(table.findings[1].message, HasSubstr("2 cells, fewer than the 3"));
    EXPECT_EQ(table.findings[1].value, "3,Cy");
    EXPECT_THAT(table.findings[2].message, HasSubstr("4 cells, more than the 3"));
    EXPECT_EQ(table.of(RowKind::data).size(), 5U);
    EXPECT_EQ(table.of(RowKind::data).back(), (std::vector<std::string>{"5", "Ed", "2026"}));
}

TEST(CsvReader, extra_cells_that_are_blank_are_no_problem)
{
    EXPECT_TRUE(read("id,name\n1,Ada,,\n2,Bo\n").table.findings.empty());
    EXPECT_TRUE(read("id,name,\n1,Ada\n2,Bo\n").table.findings.empty());
}

TEST(CsvReader, every_encoding_ends_up_as_the_same_text)
{
    Rows expected{{"1", "Zo\u00EB"}, {"2", "Bo"}};
    for (auto [bytes, name] : {std::pair{"id,name\n1,Zo\u00EB\n2,Bo\n"s, "UTF-8"},
                               {"\xEF\xBB\xBFid,name\n1,Zo\u00EB\n2,Bo\n"s, "UTF-8"},
                               {"id,name\n1,Zo\xEB\n2,Bo\n"s, "windows-1252"}}) {
        auto result = read(bytes);
        EXPECT_EQ(result.table.of(RowKind::data), expected);
        EXPECT_EQ(result.dialect.encoding, name);
    }
}

TEST(CsvReader, utf16_is_read_with_and_without_a_mark)
{
    Rows expected{{"1", "Ada"}, {"2", "Bo"}};
    std::string_view text = "id,name\n1,Ada\n2,Bo\n";
    for (bool big : {false, true}) {
        auto result = read(utf16(text, big));
        EXPECT_EQ(result.table.of(RowKind::data), expected);
        EXPECT_EQ(result.dialect.encoding, big ? "UTF-16BE" : "UTF-16LE");
        EXPECT_EQ(read((big ? "\xFE\xFF" : "\xFF\xFE") + utf16(text, big)).table.of(RowKind::data), expected);
    }
}

TEST(CsvReader, text_far_into_the_file_decides_the_encoding_too)
{
    std::string text = "id,name\n";
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",Ada\n";
    auto result = read(text + "20000,Zo\xEB\n");
    EXPECT_EQ(result.dialect.encoding, "windows-1252");
    EXPECT_EQ(result.table.rows.back().cells[1], "Zo\u00EB");
}

TEST(CsvReader, rows_between_two_stray_quotation_marks_are_held_back_and_said)
{
    std::string text = "id,name,class,fee\n";
    auto row = [](int i) { return std::to_string(40100 + i) + ",Ada Hill,7B," + std::to_string(10 + i) + ".50\n"; };
    for (int i = 0; i < 20; ++i) text += row(i);
    auto expected = [&](std::string with, std::int64_t line, const char* lines) {
        auto table = read(with).table;
        ASSERT_EQ(table.findings.size(), 1U) << with;
        EXPECT_EQ(table.findings[0].severity, Severity::error);
        EXPECT_EQ(table.findings[0].line, line);
        EXPECT_THAT(table.findings[0].message, HasSubstr(lines));
    };
    auto tail = row(40) + row(41);
    expected(text + "40120,\"Bo Hill,7B,3.50\n40121,Cy Hill\",7B,4.50\n" + tail, 22, "goes over 2 lines");
    expected(text + "40120,\"Bo Hill,7B,3.50\r\n40121,Di Hill,8A,5.50\r\n40122,Cy Hill\",7B,4.50\n" + tail, 22,
             "goes over 3 lines");
    auto address = read(text + "40120,\"Bo Hill\n12 High Street, Hilltown\nc/o 7B, no, 9\",7B,3.50\n" + tail).table;
    EXPECT_TRUE(address.findings.empty());
    auto listed = read("name,note\nAda,\"a, b\nc, d\"\nBo,\"e\nf, g\"\n").table;
    EXPECT_TRUE(listed.findings.empty());
}

TEST(CsvReader, a_letter_that_was_lost_before_is_found_in_clean_utf8_too)
{
    auto table = read("id,name\n1,Jos\uFFFD\n2,Ada\n").table;
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].rule, "lost_character");
    EXPECT_EQ(table.findings[0].line, 2);
}

TEST(CsvReader, records_may_lie_across_the_blocks_that_the_file_is_read_in)
{
    std::string text = "id,note\n";
    for (int i = 0; i < 60'000; ++i)
        text += std::to_string(i) + ",\"line one\nsaid \"\"" + std::to_string(i) + "\"\"\"\r\n";
    auto table = read(text).table;
    EXPECT_TRUE(table.findings.empty());
    ASSERT_EQ(table.rows.size(), 60'001U);
    for (int i = 0; i < 60'000; ++i) {
        const auto& row = table.rows[static_cast<std::size_t>(i) + 1];
        ASSERT_EQ(row.cells, (std::vector{std::to_string(i), "line one\nsaid \"" + std::to_string(i) + "\""}));
        ASSERT_EQ(row.line, static_cast<std::uint64_t>(i) + 2);
    }
}

TEST(CsvReader, notes_below_a_long_table_are_its_footer)
{
    std::string text = "\xEF\xBB\xBFid,name,year\n";
    for (int i = 0; i < 40'000; ++i) text += std::to_string(i) + ",Ada,2026\n";
    auto table = read(text + "\nPrinted by the office\n").table;
    EXPECT_TRUE(table.findings.empty());
    EXPECT_EQ(table.of(RowKind::footer), (Rows{{"Printed by the office"}}));
    EXPECT_EQ(table.of(RowKind::data).size(), 40'000U);
    EXPECT_TRUE(read(text).table.of(RowKind::footer).empty());
}

TEST(CsvReader, last_rows_with_nothing_but_their_first_cell_are_rows_where_it_is_one_of_the_column)
{
    auto footer_of = [](const std::string& text) { return read(text).table.of(RowKind::footer).size(); };
    const std::string ids = "id,name,year,note\n1001,Ada,2026,\n1002,Bo,2026,x\n";
    EXPECT_EQ(footer_of(ids + "1003,,,\n"), 0U);
    EXPECT_EQ(footer_of(ids + "1003,,,\n1004,,,\n"), 0U);
    EXPECT_EQ(footer_of(ids + "1003\n"), 0U);
    EXPECT_EQ(footer_of("code,name,year\nS-001,Ada,1\nS-002,Bo,1\nS-003,,\n"), 0U);
    EXPECT_EQ(footer_of("day,name,year\n2026-11-30,Ada,1\n2026-12-01,Bo,1\n2026-12-02,,\n"), 0U);
    EXPECT_EQ(footer_of("name,club,year\nAda,chess,1\nBo,,\nCarl,,\nDi,chess,1\nEd,,\n"), 0U);
    EXPECT_EQ(footer_of(ids + "1003,,,\nExported by the office,,,\n"), 1U);
    EXPECT_EQ(footer_of(ids + "2,,,\n"), 1U); // how many
    EXPECT_EQ(footer_of(ids + "\n1003,,,\n"), 1U);
    EXPECT_EQ(footer_of(ids + "Page 1 of 1\n"), 1U);
    EXPECT_EQ(footer_of("name,club,year\nAda Lovelace,chess,1\nBo,go,1\nEnd of list,,\n"), 1U);
    EXPECT_EQ(footer_of("name,club,year\nAda Lovelace,chess,1\nBo,,\nDi,chess,1\nTotal\n"), 1U);
    std::string large = "id,name,year\n";
    for (int i = 10'000; i < 60'000; ++i) large += std::to_string(i) + ",Ada,2026\n";
    EXPECT_EQ(footer_of(large + "60000,,\n"), 0U);
    EXPECT_EQ(footer_of(large + "50000 rows,,\n"), 1U);
}

TEST(CsvReader, a_line_of_ten_megabytes_is_one_cell)
{
    std::string text = "id,note\n1," + std::string(10'000'000, 'x') + "\n2,ok\n";
    auto table = read(text).table;
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(table.rows[1].cells[1].size(), 10'000'000U);
    EXPECT_EQ(table.rows[2].cells[1], "ok");
}

TEST(CsvReader, a_quote_that_never_closes_in_a_large_file_costs_one_row)
{
    std::string text = "id,note\n1,\"open\n";
    for (int i = 2; i < 300'000; ++i) text += std::to_string(i) + ",ok\n";
    auto table = read(text).table;
    EXPECT_EQ(table.rows.size(), 300'000U);
    EXPECT_EQ(table.findings.size(), 1U);
}

TEST(CsvReader, quotes_that_keep_opening_do_not_take_quadratic_time)
{
    std::string text = "id,note\n";
    for (int i = 0; i < 200'000; ++i) text += "1,\"\"x\n";
    EXPECT_EQ(read(text).table.rows.size(), 200'001U);
}

TEST(CsvReader, what_is_no_text_or_too_wide_is_refused_with_its_reason)
{
    std::string noise;
    for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 37 % 31);
    EXPECT_EQ(refusal(noise), "binary");
    EXPECT_EQ(refusal(""), "empty");
    EXPECT_EQ(refusal(" \r\n\t\n"), "empty");
    EXPECT_EQ(refusal(std::string(100'000, ',') + "\n"), "limit");
    EXPECT_EQ(refusal("a,b\n1,2\n" + std::string(10'000'001, '\n') + "3,4\n"), "limit");
    ReadOptions odd;
    odd.encoding = "klingon";
    EXPECT_EQ(refusal("a,b\n1,2\n", odd), "encoding");
}

TEST(CsvReader, single_nul_bytes_do_not_make_a_file_binary)
{
    EXPECT_EQ(read("id,name\n1,A\0da\n2,Bo\n3,Cy\n4,Di\n"s).table.of(RowKind::data)[0][1], "A\0da"s);
}
