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
// Counts what is read of a text.
class CountedSource final : public ByteSource
{
public:
    explicit CountedSource(std::string bytes) : bytes_(std::move(bytes)) {}
    std::uint64_t size() const override { return bytes_.size(); }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override
    {
        auto got = bytes_.read(offset, into);
        count += got;
        return got;
    }
    mutable std::uint64_t count = 0;

private:
    OwnedBytes bytes_;
};

std::string flat(const std::string& tables)
{
    return "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body>"
           "<office:spreadsheet>" +
           tables + "</office:spreadsheet></office:body></office:document>";
}

std::string text_cell(const std::string& shown, const std::string& attributes = "")
{
    return cell("office:value-type=\"string\" " + attributes, shown);
}

} // namespace

TEST(Ods, a_document_of_many_sheets_is_read_once)
{
    std::string tables;
    for (int sheet = 0; sheet < 200; ++sheet) {
        std::string rows = row(text_cell("Name") + text_cell("Class"));
        for (int each = 0; each < 30; ++each) rows += row(text_cell("Ann " + std::to_string(each)) + text_cell("7A"));
        tables += table(rows, "table:name=\"Class " + std::to_string(sheet) + "\"");
    }
    CountedSource source(flat(tables));
    auto opened = open_file(source, "fees.fods", {});
    ASSERT_EQ(opened.tables.size(), 200U);
    for (auto& each : opened.tables) EXPECT_EQ(read_rows(*each).rows.size(), 31U);
    EXPECT_LT(source.count, 2 * source.size());
}

TEST(Ods, a_sheet_too_large_to_be_kept_is_read_to_its_end)
{
    std::string tables;
    std::string wide(2'000, 'x');
    for (int sheet = 0; sheet < 3; ++sheet) {
        std::string rows;
        for (int each = 0; each < 4'000; ++each)
            rows += row(text_cell(std::to_string(sheet) + "-" + std::to_string(each)) + text_cell(wide),
                        each % 2 ? "table:visibility=\"collapse\"" : "");
        tables += table(rows, "table:name=\"S" + std::to_string(sheet) + "\"");
    }
    tables += table(row(text_cell("last")), "table:name=\"S3\"");
    auto bytes = flat(tables);
    MemorySource source(bytes);
    auto opened = open_file(source, "fees.fods", {});
    ASSERT_EQ(opened.tables.size(), 4U);
    for (std::size_t sheet = 0; sheet < 3; ++sheet) {
        auto read = read_rows(*opened.tables[sheet]);
        ASSERT_EQ(read.rows.size(), 4'000U);
        for (std::size_t each = 0; each < read.rows.size(); ++each) {
            ASSERT_EQ(read.rows[each].cells[0], std::to_string(sheet) + "-" + std::to_string(each));
            ASSERT_EQ(read.rows[each].line, each + 1);
        }
        ASSERT_EQ(read.findings.size(), 1U);
        EXPECT_NE(read.findings[0].message.find("2000 hidden rows"), std::string::npos) << read.findings[0].message;
    }
    auto last = read_rows(*opened.tables[3]);
    EXPECT_EQ(cells(last), (Rows{{"last"}}));
    EXPECT_TRUE(last.findings.empty()); // the hidden rows of the sheets before are theirs
}

TEST(Ods, rows_filled_down_are_read_and_repetition_alone_is_refused)
{
    auto times = [](const std::string& what, std::int64_t count) {
        return "table:number-" + what + "-repeated=\"" + std::to_string(count) + "\"";
    };
    auto down =
        document(table(row(text_cell("2026") + text_cell("7A"), times("rows", 60'000)) + row(text_cell("end"))));
    auto filled = read(down);
    ASSERT_EQ(filled.rows.size(), 60'001U);
    EXPECT_EQ(filled.rows[59'999].cells, (std::vector<std::string>{"2026", "7A"}));
    EXPECT_EQ(filled.rows[60'000].line, 60'001U);
    for (const auto& rows : {row(text_cell("x", times("columns", 16'000)), times("rows", 1'048'576)),
                             row(text_cell(std::string(300, 'x')), times("rows", 1'000'000)),
                             row(text_cell("<text:s text:c=\"1000000\"/>x"), times("rows", 1'000)),
                             row(text_cell("<text:s text:c=\"900000\"/>x", times("columns", 100)))}) {
        EXPECT_EQ(refusal(flat(table(rows) + table(row(text_cell("y")), "table:name=\"Two\""))), "limit");
    }
    // Blank rows and cells to the end of the sheet are how every document ends.
    EXPECT_EQ(refusal(document(table(row(text_cell("x") + "<table:table-cell " + times("columns", 16'383) + "/>") +
                                     row("<table:table-cell/>", times("rows", 1'048'575))))),
              "");
}

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
