#pragma once
// Small workbooks made by hand, so that tests can say exactly what is in them.
#include "engine/read/package/zip_for_tests.hpp"
#include <string>
#include <utility>
#include <vector>

namespace engine::xlsx
{
using package::ZipForTests;

// A workbook of one or more sheets, each given as what stands inside <sheetData>.
struct BookForTests {
    std::vector<std::pair<std::string, std::string>> sheets; // name and attributes, rows
    std::string strings;                                     // what stands inside <sst>
    std::string formats;                                     // <numFmt …/> elements
    std::string styles;                                      // <xf …/> elements of the cells
    std::string fonts;                                       // <font …> elements
    std::string after_sheets;                                // elements of the workbook behind its list of sheets
    std::string columns;                                     // <col …/> elements of every sheet
    std::string workbook_properties;                         // attributes of <workbookPr>

    ZipForTests zip() const
    {
        ZipForTests zip;
        std::string list, relations;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            auto n = std::to_string(i + 1);
            list += "<sheet " + sheets[i].first + " sheetId=\"" + n + "\" r:id=\"rId" + n + "\"/>";
            relations += relation("rId" + n, "worksheet", "worksheets/sheet" + n + ".xml");
            zip.add("xl/worksheets/sheet" + n + ".xml", "<?xml version=\"1.0\"?><worksheet><cols>" + columns +
                                                            "</cols><sheetData>" + sheets[i].second +
                                                            "</sheetData></worksheet>");
        }
        relations += relation("rIdS", "sharedStrings", "sharedStrings.xml") + relation("rIdT", "styles", "styles.xml");
        zip.add("[Content_Types].xml", "<Types/>");
        zip.add("_rels/.rels",
                "<Relationships>" + relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>");
        zip.add("xl/workbook.xml", "<workbook xmlns:r=\"r\"><workbookPr " + workbook_properties + "/><sheets>" + list +
                                       "</sheets>" + after_sheets + "</workbook>");
        zip.add("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
        zip.add("xl/sharedStrings.xml", "<sst>" + strings + "</sst>");
        zip.add("xl/styles.xml", "<styleSheet><numFmts>" + formats + "</numFmts><fonts>" + fonts +
                                     "</fonts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>" +
                                     "<cellXfs><xf numFmtId=\"0\"/>" + styles + "</cellXfs></styleSheet>");
        return zip;
    }
    std::string bytes() const { return zip().finish(); }

private:
    static std::string relation(const std::string& id, const std::string& type, const std::string& target)
    {
        return "<Relationship Id=\"" + id + "\" Type=\"http://example.test/" + type + "\" Target=\"" + target + "\"/>";
    }
};
} // namespace engine::xlsx
