#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xls/spreadsheet_xml.hpp"
#include <gtest/gtest.h>

using namespace engine;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
std::string workbook(const std::string& content)
{
    return "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
           "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">" +
           content + "</Workbook>";
}
std::string sheet(const std::string& rows, const std::string& behind = "")
{
    return "<Worksheet ss:Name=\"One\"><Table>" + rows + "</Table>" + behind + "</Worksheet>";
}
std::string data(const std::string& type, const std::string& value, const std::string& attributes = "")
{
    return "<Cell " + attributes + "><Data ss:Type=\"" + type + "\">" + value + "</Data></Cell>";
}
Rows cells(const std::string& bytes, const ReadOptions& options = {})
{
    MemorySource source(bytes);
    Rows rows;
    for (const auto& row : read_rows(*open_file(source, "fees.xls", options).tables.at(0)).rows)
        rows.push_back(row.cells);
    return rows;
}
} // namespace

TEST(SpreadsheetXml, cells_are_shown_by_their_styles)
{
    auto bytes =
        workbook("<Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style><Style ss:ID=\"z\"><Font/>"
                 "<NumberFormat ss:Format=\"00000\"/></Style></Styles>" +
                 sheet("<Row>" + data("Number", "42", "ss:StyleID=\"z\"") +
                       data("DateTime", "2026-04-06T00:00:00.000", "ss:StyleID=\"d\"") + data("Boolean", "0") +
                       data("String", "<B xmlns=\"x\">a</B> b") + data("Error", "#N/A") +
                       data("Number", "0.5", "ss:StyleID=\"n\"") + "</Row>"));
    EXPECT_EQ(cells(bytes), (Rows{{"00042", "4/6/2026", "FALSE", "a b", "#N/A", "0.5"}}));
    ReadOptions options;
    options.canonical = true;
    EXPECT_EQ(cells(bytes, options), (Rows{{"00042", "2026-04-06T00:00:00", "FALSE", "a b", "#N/A", "0.5"}}));
}

TEST(SpreadsheetXml, places_come_from_indexes_spans_and_merged_cells)
{
    EXPECT_EQ(cells(workbook(sheet("<Row ss:Index=\"2\" ss:Span=\"1\">" + data("String", "a", "ss:MergeAcross=\"1\"") +
                                   data("String", "b") + data("String", "c", "ss:Index=\"6\"") + "</Row><Row>" +
                                   data("String", "d") + "</Row>"))),
              (Rows{{}, {"a", "", "b", "", "", "c"}, {}, {"d"}}));
}

TEST(SpreadsheetXml, hidden_sheets_are_marked_and_damage_is_told)
{
    auto bytes = workbook(sheet("<Row>" + data("String", "a") + "</Row>",
                                "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"));
    MemorySource source(bytes);
    auto file = open_file(source, "fees.xls", {});
    EXPECT_EQ(file.kind, FileKind::xls);
    EXPECT_TRUE(file.tables.at(0)->hidden);
    EXPECT_EQ(refusal(bytes.substr(0, bytes.size() - 20)), "damaged");
    EXPECT_EQ(refusal(workbook("")), "damaged");
    EXPECT_EQ(refusal(workbook(sheet("<Row>" + data("String", "a", "ss:Index=\"99999\"") + "</Row>"))), "damaged");
}
