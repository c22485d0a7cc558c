#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include "engine/read/xlsx/xlsx_reader.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::xlsx;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

namespace
{
OpenedFile opened(const MemorySource& source, const ReadOptions& options = {})
{
    return xlsx::open(source, "book.xlsx", options);
}
PlainTable read(const BookForTests& book, const ReadOptions& options = {})
{
    auto bytes = book.bytes();
    MemorySource source(bytes);
    return read_rows(*opened(source, options).tables.at(0));
}
Rows cells(const PlainTable& table)
{
    Rows rows;
    for (const auto& row : table.rows) rows.push_back(row.cells);
    return rows;
}
const std::string sheet1 = "name=\"Pupils\"";
} // namespace

TEST(XlsxReader, cells_of_every_type_become_text)
{
    BookForTests book;
    book.strings =
        "<si><t>Ada</t></si><si><r><t>Bo </t></r><r><t xml:space=\"preserve\">Khan</t></r><rPh><t>x</t></rPh></si>";
    book.sheets = {
        {sheet1,
         "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
         "<c r=\"C1\" t=\"inlineStr\"><is><t>in_x000D_line</t></is></c><c r=\"D1\" t=\"str\"><f>A1</f><v>calc</v></c>"
         "<c r=\"E1\" t=\"b\"><v>1</v></c><c r=\"F1\" t=\"e\"><v>#N/A</v></c><c r=\"G1\"><v>1.5</v></c>"
         "<c r=\"H1\" t=\"d\"><v>2026-11-30</v></c><c r=\"I1\" t=\"s\"><v>99</v></c></row>"}};
    EXPECT_EQ(cells(read(book)), (Rows{{"Ada", "Bo Khan", "in\rline", "calc", "TRUE", "#N/A", "1.5", "2026-11-30"}}));
}

TEST(XlsxReader, missing_rows_are_blank_rows_and_missing_cells_are_null)
{
    BookForTests book;
    book.sheets = {{sheet1, "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\"><v>2</v></c></row>"
                            "<row r=\"900\"><c r=\"XFD900\" s=\"1\"/></row>"}};
    auto table = read(book);
    EXPECT_EQ(cells(table), (Rows{{}, {"", "1"}, {}, {}, {"2"}})); // the ghost row is gone
    EXPECT_EQ(table.rows[4].line, 5U);
    EXPECT_EQ(table.rows[0].kind, RowKind::blank);
}

TEST(XlsxReader, places_may_be_left_out_and_names_may_have_prefixes)
{
    BookForTests book;
    book.sheets = {
        {sheet1,
         "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row>"}};
    auto bytes = book.bytes();
    // The prefix has to be declared for no one here: names count without it.
    EXPECT_EQ(cells(read(book)), (Rows{{"1", "2"}, {"3"}}));
}

TEST(XlsxReader, numbers_are_shown_by_their_format_stored_or_canonical)
{
    BookForTests book;
    book.formats =
        "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"00000\"/>";
    book.styles = "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"4\"/><xf numFmtId=\"9\"/>";
    book.sheets = {{sheet1,
                    "<row r=\"1\"><c s=\"1\"><v>46118</v></c><c s=\"2\"><v>42</v></c><c s=\"3\"><v>1234.567</v></c>"
                    "<c s=\"4\"><v>0.5</v></c><c><v>1234567890123</v></c><c><v>0.30000000000000004</v></c></row>"}};
    EXPECT_EQ(cells(read(book))[0],
              (std::vector<std::string>{"06/04/2026", "00042", "1,234.57", "50%", "1.23457E+12", "0.3"}));
    ReadOptions options;
    options.canonical = true;
    EXPECT_EQ(cells(read(book, options))[0],
              (std::vector<std::string>{"2026-04-06", "00042", "1234.567", "0.5", "1234567890123", "0.3"}));
    options = {};
    options.stored = true;
    EXPECT_EQ(cells(read(book, options))[0],
              (std::vector<std::string>{"46118", "42", "1234.567", "0.5", "1234567890123", "0.30000000000000004"}));
}

TEST(XlsxReader, dates_count_from_1904_where_the_workbook_says_so)
{
    BookForTests book;
    book.workbook_properties = "date1904=\"1\"";
    book.styles = "<xf numFmtId=\"14\"/>";
    book.sheets = {{sheet1, "<row r=\"1\"><c s=\"1\"><v>44656</v></c></row>"}};
    ReadOptions options;
    options.canonical = true;
    EXPECT_EQ(cells(read(book, options)), (Rows{{"2026-04-06"}}));
}

TEST(XlsxReader, hidden_sheets_are_marked_and_a_sheet_may_be_chosen)
{
    BookForTests book;
    book.sheets = {{"name=\"One\"", "<row><c><v>1</v></c></row>"},
                   {"name=\"Two\" state=\"hidden\"", "<row><c><v>2</v></c></row>"}};
    auto bytes = book.bytes();
    MemorySource source(bytes);
    auto file = opened(source);
    ASSERT_EQ(file.tables.size(), 2U);
    EXPECT_FALSE(file.tables[0]->hidden);
    EXPECT_TRUE(file.tables[1]->hidden);
    EXPECT_EQ(file.tables[1]->sheet, "Two");
    ReadOptions options;
    for (std::string wanted : {"Two", "two", "2"}) {
        options.sheet = wanted;
        auto chosen = opened(source, options);
        ASSERT_EQ(chosen.tables.size(), 1U);
        EXPECT_EQ(cells(read_rows(*chosen.tables[0])), (Rows{{"2"}}));
    }
    options.sheet = "Three";
    EXPECT_EQ(refusal(bytes, options), "sheet");
}

TEST(XlsxReader, header_and_preamble_are_found_as_in_text)
{
    BookForTests book;
    auto text = [](std::string value) { return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>"; };
    std::string rows = "<row r=\"1\">" + text("Hill School") + "</row><row r=\"3\">" + text("id") + text("name") +
                       text("fee") + "</row>";
    for (int i = 4; i < 600; ++i)
        rows += "<row>" + text("A" + std::to_string(i)) + text("Ada") + "<c><v>2</v></c></row>";
    book.sheets = {{sheet1, rows}};
    auto table = read(book);
    EXPECT_EQ(table.of(RowKind::header), (Rows{{"id", "name", "fee"}}));
    EXPECT_EQ(table.of(RowKind::preamble), (Rows{{"Hill School"}}));
    EXPECT_EQ(table.of(RowKind::data).size(), 596U);
    EXPECT_EQ(table.rows.back().line, 599U);
}

TEST(XlsxReader, many_rows_come_in_several_chunks_without_loss)
{
    BookForTests book;
    std::string rows;
    for (int i = 1; i <= 40'000; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\"><c><v>" + std::to_string(i) + "</v></c></row>";
    book.sheets = {{sheet1, rows}};
    auto table = read(book);
    ASSERT_EQ(table.rows.size(), 40'000U);
    for (std::size_t i = 0; i < table.rows.size(); ++i) ASSERT_EQ(table.rows[i].cells[0], std::to_string(i + 1));
}

TEST(XlsxReader, a_formula_without_result_is_blank_and_told_once)
{
    BookForTests book;
    book.sheets = {
        {sheet1, "<row><c><v>1</v></c><c><f>A1*2</f></c></row><row><c><v>2</v></c><c><f>A2*2</f></c></row>"}};
    auto table = read(book);
    EXPECT_EQ(cells(table), (Rows{{"1"}, {"2"}}));
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].rule, "formula_not_calculated");
}

TEST(XlsxReader, what_cannot_be_a_sheet_is_refused_with_its_reason)
{
    BookForTests book;
    book.sheets = {{sheet1, "<row><c><v>1</v></c></row>"}};
    auto bytes = book.bytes();
    EXPECT_EQ(refusal(bytes), "");
    EXPECT_EQ(refusal(bytes.substr(0, bytes.size() / 2)), "truncated");
    auto broken = book;
    broken.sheets[0].second = "<row><c><v>1</v></row>";
    EXPECT_EQ(refusal(broken.bytes()), "damaged");
    broken.sheets[0].second = "<row><c r=\"ZZZ1\"><v>1</v></c></row>";
    EXPECT_EQ(refusal(broken.bytes()), "damaged");
    EXPECT_EQ(refusal(BookForTests{}.bytes()), "damaged"); // no sheet
    broken.sheets[0].second = "<row><c t=\"inlineStr\"><is><t>" + std::string(3 << 20, 'x') + "</t></is></c></row>";
    EXPECT_EQ(refusal(broken.bytes()), "limit");
}

TEST(XlsxReader, merged_cells_have_their_value_in_the_first_place)
{
    BookForTests book;
    book.sheets = {{sheet1, "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"1\"/><c r=\"C1\"><v>2</v></c></row>"
                            "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells><sheetData>"}};
    EXPECT_EQ(cells(read(book)), (Rows{{"1", "", "2"}}));
}

TEST(XlsxReader, hidden_rows_and_columns_are_read_and_rows_told)
{
    BookForTests book;
    book.sheets = {{sheet1, "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c><v>2</v></c></row>"
                            "<row r=\"3\" hidden=\"true\"/>"}};
    auto table = read(book);
    EXPECT_EQ(cells(table), (Rows{{"1"}, {"2"}}));
    ASSERT_EQ(table.findings.size(), 1U);
    EXPECT_EQ(table.findings[0].rule, "hidden_rows");
    EXPECT_EQ(table.findings[0].severity, Severity::warning);
    EXPECT_EQ(table.findings[0].sheet, "Pupils");
}

TEST(XlsxReader, white_space_is_kept_and_characters_may_be_escaped)
{
    BookForTests book;
    book.strings = "<si><t xml:space=\"preserve\"> a </t></si><si><t>_x0041__x00e9__xZZZZ_ _x005F_x0041_</t></si>";
    book.sheets = {
        {sheet1, "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"str\"><v>_x0042_</v></c></row>"}};
    EXPECT_EQ(cells(read(book)), (Rows{{" a ", "Aé_xZZZZ_ _x0041_", "B"}}));
}

TEST(XlsxReader, the_same_sheet_reads_the_same_from_utf_16)
{
    std::string sheet =
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>Ada</t></is></c></row></sheetData></worksheet>";
    std::string wide = "\xFF\xFE";
    for (char c : sheet) (wide += c) += '\0';
    package::ZipForTests other;
    other.add("xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" r:id=\"1\"/></sheets></workbook>");
    other.add("xl/_rels/workbook.xml.rels",
              "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" Target=\"/xl/s.xml\"/></Relationships>");
    other.add("xl/s.xml", wide);
    auto bytes = other.finish();
    MemorySource source(bytes);
    EXPECT_EQ(cells(read_rows(*opened(source).tables.at(0))), (Rows{{"Ada"}}));
}

TEST(XlsxReader, a_long_text_that_cells_share_is_held_once)
{
    BookForTests book;
    book.strings = "<si><t>" + std::string(1 << 19, 'x') + "</t></si>";
    std::string row = "<row>";
    for (int i = 0; i < 200; ++i) row += "<c t=\"s\"><v>0</v></c>";
    std::string rows;
    for (int i = 0; i < 5; ++i) rows += row + "</row>";
    book.sheets = {{sheet1, rows}};
    auto bytes = book.bytes();
    MemorySource source(bytes);
    auto file = opened(source);
    Chunk chunk;
    std::vector<Finding> findings;
    ASSERT_TRUE(file.tables.at(0)->next(chunk, findings));
    EXPECT_EQ(chunk.rows(), 5U);
    EXPECT_LT(chunk.arena.bytes(), 8U << 20);
}
