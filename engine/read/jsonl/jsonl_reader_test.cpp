#include "engine/read/jsonl/jsonl_reader.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include <gtest/gtest.h>

using namespace engine;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
PlainTable read(const std::string& bytes)
{
    MemorySource source(bytes);
    auto file = open_file(source, "fees.jsonl", {});
    EXPECT_EQ(file.kind, FileKind::jsonl);
    return read_rows(*file.tables.at(0));
}
} // namespace

TEST(JsonLines, keys_become_columns_and_values_stay_as_they_are_written)
{
    auto table =
        read("{\"id\":\"007\",\"fee\":12.50}\r\n\n{\"fee\":12345678901234567890123,\"id\":null,\"a\\u00e9\":true}\n"
             "{\"id\":\"8\",\"list\":[1,{\"b\":\"\\\"\",\"c\":[]},null]}");
    EXPECT_EQ(table.of(RowKind::header), (Rows{{"id", "fee", "aé", "list"}}));
    EXPECT_EQ(table.of(RowKind::data), (Rows{{"007", "12.50"},
                                             {"", "12345678901234567890123", "true"},
                                             {"8", "", "", "[1,{\"b\":\"\\\"\",\"c\":[]},null]"}}));
    EXPECT_EQ(table.of(RowKind::blank).size(), 1U);
    EXPECT_EQ(table.rows.back().line, 4U);
}

TEST(JsonLines, keys_that_read_the_same_are_one_column)
{
    const std::string text = "{\"id\":1,\"Full Name\":\"Ada\"}\n{\"ID\":2,\"full  name \":\"Ben\"}\n";
    EXPECT_EQ(read(text).of(RowKind::header), (Rows{{"id", "Full Name"}}));
    EXPECT_EQ(read(text).of(RowKind::data), (Rows{{"1", "Ada"}, {"2", "Ben"}}));
    MemorySource source(text);
    auto file = open_file(source, "fees.jsonl", {});
    ASSERT_EQ(file.notices.size(), 1U);
    EXPECT_EQ(file.notices[0].message, "Keys that differ in case or spaces alone are one column: “id” and “ID”, “Full "
                                       "Name” and “full  name ”.");
    // Where a line has both, they are two.
    auto both = read("{\"id\":1}\n{\"ID\":2}\n{\"id\":3,\"ID\":4}\n{\"fee\":5}\n");
    EXPECT_EQ(both.of(RowKind::header), (Rows{{"id", "ID", "fee"}}));
    EXPECT_EQ(both.of(RowKind::data), (Rows{{"1"}, {"", "2"}, {"3", "4"}, {"", "", "5"}}));
}

TEST(JsonLines, a_broken_line_is_reported_and_its_neighbours_survive)
{
    auto table = read("{\"id\":1}\n{\"id\":2\n[3]\n{\"id\":4} {\"id\":5}\n{\"id\":6}\n");
    ASSERT_EQ(table.findings.size(), 3U);
    EXPECT_EQ(table.findings[0].line, 2);
    EXPECT_EQ(table.findings[0].value, "{\"id\":2");
    EXPECT_EQ(table.of(RowKind::data), (Rows{{"1"}, {}, {}, {}, {"6"}}));
}

TEST(JsonLines, arrays_have_no_header)
{
    EXPECT_EQ(read("[\"A1\",5]\n[\"A2\",null,\"x\"]\n").of(RowKind::data), (Rows{{"A1", "5"}, {"A2", "", "x"}}));
}

TEST(JsonLines, text_in_brackets_is_no_json)
{
    MemorySource source("[id],[name]\n1,Ada\n"), braces("{a},{b}\n1,2\n");
    EXPECT_EQ(open_file(source, "file.csv", {}).kind, FileKind::csv);
    EXPECT_EQ(open_file(braces, "file.csv", {}).kind, FileKind::csv);
}
