#include "engine/read/ods/ods_reader.hpp"
#include "engine/read/package/zip_for_tests.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include <gtest/gtest.h>

using namespace engine;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
std::string document(const std::string& tables, const std::string& styles = "", const std::string& manifest = "<m/>")
{
    package::ZipForTests zip;
    zip.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet", false);
    zip.add("content.xml", "<office:document-content><office:automatic-styles>" + styles +
                               "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                               "</office:spreadsheet></office:body></office:document-content>");
    zip.add("META-INF/manifest.xml", manifest);
    return zip.finish();
}
std::string cell(const std::string& attributes, const std::string& shown)
{
    return "<table:table-cell " + attributes + "><text:p>" + shown + "</text:p></table:table-cell>";
}
std::string table(const std::string& rows, const std::string& attributes = "table:name=\"One\"")
{
    return "<table:table " + attributes + ">" + rows + "</table:table>";
}
std::string row(const std::string& cells, const std::string& attributes = "")
{
    return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}
PlainTable read(const std::string& bytes, const ReadOptions& options = {}, std::size_t index = 0)
{
    MemorySource source(bytes);
    return read_rows(*open_file(source, "fees.ods", options).tables.at(index));
}
Rows cells(const PlainTable& table)
{
    Rows rows;
    for (const auto& each : table.rows) rows.push_back(each.cells);
    return rows;
}
} // namespace

TEST(Ods, cells_are_given_as_shown_as_stored_or_as_types_expect_them)
{
    auto bytes = document(table(row(
        cell("office:value-type=\"float\" office:value=\"1234.5\"", "1,234.50") +
        cell("office:value-type=\"percentage\" office:value=\"0.125\"", "12.5%") +
        cell("office:value-type=\"float\" office:value=\"42\"", "00042") +
        cell("office:value-type=\"date\" office:date-value=\"2026-04-06\"", "06.04.26") +
        cell("office:value-type=\"time\" office:time-value=\"PT08H05M00S\"", "8:05") +
        cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "WAHR") +
        cell("office:value-type=\"string\"", "a<text:s text:c=\"2\"/>b<text:line-break/><text:span>c</text:span>"))));
    EXPECT_EQ(cells(read(bytes))[0],
              (std::vector<std::string>{"1,234.50", "12.5%", "00042", "06.04.26", "8:05", "WAHR", "a  b\nc"}));
    ReadOptions options;
    options.stored = true;
    EXPECT_EQ(cells(read(bytes, options))[0],
              (std::vector<std::string>{"1234.5", "0.125", "42", "2026-04-06", "PT08H05M00S", "TRUE", "a  b\nc"}));
    options = {};
    options.canonical = true;
    EXPECT_EQ(cells(read(bytes, options))[0],
              (std::vector<std::string>{"1234.5", "0.125", "00042", "2026-04-06", "08:05:00", "TRUE", "a  b\nc"}));
}

TEST(Ods, repeated_cells_and_rows_come_as_often_as_they_are_shown_and_empty_ones_make_places)
{
    auto one = cell("office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"2\"", "1");
    auto two = "<table:table-cell table:number-columns-repeated=\"2\"/><table:covered-table-cell/>" + one;
    auto bytes = document(table(
        row("<table:table-cell/>", "table:number-rows-repeated=\"2\"") + row(two, "table:number-rows-repeated=\"2\"") +
        "<table:table-row-group>" + row(one) + "</table:table-row-group>" +
        row("<table:table-cell table:number-columns-repeated=\"16384\"/>", "table:number-rows-repeated=\"999999\"")));
    EXPECT_EQ(cells(read(bytes)), (Rows{{}, {}, {"", "", "", "1", "1"}, {"", "", "", "1", "1"}, {"1", "1"}}));
}

TEST(Ods, notes_shapes_and_deleted_tables_are_no_cells)
{
    auto bytes =
        document("<table:tracked-changes>" + table(row(cell("", "gone"))) + "</table:tracked-changes>" +
                 table("<table:shapes>" + table(row(cell("", "drawn"))) + "</table:shapes>" +
                       row("<table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p>"
                           "</office:annotation><text:p>a</text:p><text:p>b</text:p></table:table-cell>")));
    EXPECT_EQ(cells(read(bytes)), (Rows{{"a\nb"}}));
}

TEST(Ods, hidden_sheets_are_marked_and_hidden_rows_told)
{
    auto style = "<style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>";
    auto bytes = document(table(row(cell("", "a"), "table:visibility=\"filter\"")) +
                              table(row(cell("", "b")), "table:name=\"Two\" table:style-name=\"ta2\""),
                          style);
    MemorySource source(bytes);
    auto file = open_file(source, "fees.ods", {});
    ASSERT_EQ(file.tables.size(), 2U);
    EXPECT_EQ(file.kind, FileKind::ods);
    EXPECT_FALSE(file.tables[0]->hidden);
    EXPECT_TRUE(file.tables[1]->hidden);
    auto first = read_rows(*file.tables[0]);
    ASSERT_EQ(first.findings.size(), 1U);
    EXPECT_EQ(first.findings[0].rule, "hidden_rows");
    ReadOptions options;
    options.sheet = "two";
    EXPECT_EQ(cells(read(bytes, options)), (Rows{{"b"}}));
}

TEST(Ods, what_cannot_be_read_is_refused_with_its_reason)
{
    EXPECT_EQ(refusal(document("")), "damaged");
    EXPECT_EQ(refusal(document(table(row("<table:table-cell>")))), "damaged");
    EXPECT_EQ(refusal(document(table(row(cell("", "a"))), "", "<x><manifest:encryption-data/></x>")), "locked");
    auto huge = cell("office:value-type=\"string\" table:number-columns-repeated=\"16384\"", std::string(30'000, 'x'));
    EXPECT_EQ(refusal(document(table(row(huge, "table:number-rows-repeated=\"1000000\"")))), "limit");
    EXPECT_EQ(refusal(document(
                  table(row(cell("office:value-type=\"string\" table:number-columns-repeated=\"99999\"", "x"))))),
              "damaged");
}
