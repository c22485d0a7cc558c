#include "engine/read/html/html_reader.hpp"
#include "engine/read/html/html_tokens.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include <gtest/gtest.h>

using namespace engine;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
std::vector<Rows> tables(const std::string& page)
{
    MemorySource source(page);
    auto file = open_file(source, "report.xls", {});
    EXPECT_EQ(file.kind, FileKind::html);
    std::vector<Rows> all;
    for (auto& table : file.tables) {
        all.emplace_back();
        for (const auto& row : read_rows(*table).rows) all.back().push_back(row.cells);
    }
    return all;
}
} // namespace

TEST(Html, a_table_is_read_however_its_tags_are_written)
{
    EXPECT_EQ(tables("<!DOCTYPE HTML><body><TABLE border=1><thead><TR><TH>id<th >Name</thead>"
                     "<tr><td>1<td a='>'>Ada <b>Hill</b></td></tr><tr><td>2</td><td>Bo\n  Khan<br/>jr</td></table>"),
              (std::vector<Rows>{{{"id", "Name"}, {"1", "Ada Hill"}, {"2", "Bo Khan\njr"}}}));
}

TEST(Html, merged_cells_keep_the_others_in_their_columns)
{
    EXPECT_EQ(tables("<table><tr><td rowspan=2>A</td><td colspan=\"2\">B</td><td>C</td></tr>"
                     "<tr><td>D</td><td>E</td><td>F</td></tr><tr><td>G</td></tr></table>"),
              (std::vector<Rows>{{{"A", "B", "", "C"}, {"", "D", "E", "F"}, {"G"}}}));
}

TEST(Html, a_cell_merged_over_rows_is_the_value_of_each_for_a_contract)
{
    std::string page = "<table><tr><th>Class<th>Name<th>Fee<tr><td rowspan=3>7A<td>Ada<td>1<tr><td>Bo<td>2"
                       "<tr><td>Cy<td>3<tr><td>7B<td rowspan=2>Di<td>4<tr><td>7C<td>5</table>";
    MemorySource source(page);
    ReadOptions options;
    options.canonical = true;
    auto rows = read_rows(*html::open(source, "page.xls", options).tables.at(0));
    EXPECT_EQ(rows.of(RowKind::data),
              (Rows{{"7A", "Ada", "1"}, {"7A", "Bo", "2"}, {"7A", "Cy", "3"}, {"7B", "Di", "4"}, {"7C", "Di", "5"}}));
    ASSERT_EQ(rows.findings.size(), 1U);
    EXPECT_EQ(rows.findings[0].rule, "merged_cells");
}

TEST(Html, references_comments_scripts_and_styles)
{
    EXPECT_EQ(html::without_references("&lt;&eacute;&#233;&#xE9;&#128;&euro; a & b &nosuch; &amp"),
              "<ééé€€ a & b &nosuch; &");
    EXPECT_EQ(tables("<html><style>td{}</style><script>'<table><tr><td>x'</script><table><!-- <tr><td>no --><tr><td>a"
                     "<td>b<![if !x]><tr><td>c<td>d&nbsp;<![endif]></table>"),
              (std::vector<Rows>{{{"a", "b"}, {"c", "d"}}}));
}

TEST(Html, tables_that_lay_out_the_page_are_left_out_and_nested_ones_read)
{
    auto grid = [](std::string name) { return "<table><tr><td>" + name + "<td>1<tr><td>x<td>2</table>"; };
    EXPECT_EQ(tables("<table><tr><td>Menu</td><td>" + grid("a") + grid("b") + "</td></tr></table>"),
              (std::vector<Rows>{{{"a", "1"}, {"x", "2"}}, {{"b", "1"}, {"x", "2"}}}));
    EXPECT_EQ(tables("<table><tr><td>only</table>"), (std::vector<Rows>{{{"only"}}}));
}

TEST(Html, the_page_says_its_encoding)
{
    EXPECT_EQ(tables("<meta charset=\"windows-1252\"><table><tr><td>Ren\xE9"
                     "e<td>1<tr><td>x<td>2</table>")[0][0][0],
              "Renée");
    std::string wide = "\xFF\xFE";
    for (char c : std::string("<table><tr><td>a<td>b<tr><td>c<td>d</table>")) (wide += c) += '\0';
    EXPECT_EQ(tables(wide), (std::vector<Rows>{{{"a", "b"}, {"c", "d"}}}));
}

TEST(Html, a_page_without_a_table_or_with_too_much_of_one_is_refused)
{
    EXPECT_EQ(refusal("<html><body>Please sign in</body></html>"), "unsupported");
    std::string wide;
    for (int i = 0; i < 20; ++i) wide += "<td colspan=1000>";
    EXPECT_EQ(refusal("<table><tr>" + wide + "x</table>"), "limit");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<table><tr><td>";
    EXPECT_EQ(refusal(deep), "limit");
    for (auto cut : {"<html \xFF charset=", "<table", "<table><tr><td a='", "<table><!--",
                     "<table></td></tr></table></table>", "<table><script>"})
        EXPECT_EQ(refusal(cut), "unsupported") << cut;
}
