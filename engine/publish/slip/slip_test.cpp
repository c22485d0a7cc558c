#include "engine/publish/slip/slip.hpp"
#include "engine/read/package/zip.hpp"
#include "engine/read/reader.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine;
using testing::ElementsAre;
using testing::HasSubstr;

namespace
{
Finding finding(const std::string& column, const std::string& message)
{
    Finding made;
    made.column = column;
    made.message = message;
    made.expected = "a date such as 2026-11-30";
    return made;
}

std::string slip()
{
    StringSink sink;
    auto writer = slip_writer(sink, {{"Adm No", "student_id"}, {"Date", "class_date"}, {"Bus", ""}});
    std::vector<std::string_view> first{"000000017", "31/11/2026", "=1+1"}, second{"_x000D_", ""};
    writer->row(14, first, std::vector{finding("class_date", "“31/11/2026” is not a date.")});
    writer->row(15, second, std::vector{finding("class_date", "Date is empty."), finding("Bus", "Bus is unknown.")});
    writer->finish();
    return sink.text;
}

std::vector<std::vector<std::string>> rows_of(const std::string& bytes)
{
    MemorySource source(bytes);
    auto opened = open_file(source, "slip.xlsx", {});
    std::vector<std::vector<std::string>> rows;
    std::vector<Finding> findings;
    for (Chunk chunk; opened.tables.at(0)->next(chunk, findings);)
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            rows.emplace_back();
            for (const auto& column : chunk.columns) rows.back().emplace_back(column[row]);
        }
    return rows;
}
} // namespace

TEST(Slip, it_gives_the_bad_rows_back_in_the_senders_columns)
{
    auto rows = rows_of(slip());
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_THAT(rows[0], ElementsAre("Adm No", "Date", "Bus", "Row in your file", "What is wrong", "Row code"));
    EXPECT_THAT(rows[1], ElementsAre("000000017", "31/11/2026", "=1+1", "14",
                                     "Date: “31/11/2026” is not a date. Expected: a date such as 2026-11-30.",
                                     row_code(14, std::vector<std::string_view>{"000000017", "31/11/2026", "=1+1"})));
    EXPECT_EQ(rows[2][0], "_x000D_") << "text that looks like an escape of Excel's stays text";
    EXPECT_THAT(rows[2][4], HasSubstr("Bus is unknown."));
}

TEST(Slip, it_offers_allowed_values_says_how_it_goes_back_and_speaks_no_code)
{
    StringSink sink;
    std::vector<std::string> many(200, "a value that is long");
    auto writer = slip_writer(
        sink, {{"Status", "status", {"Present", "Absent"}}, {"Club", "club", {"a,b", "c"}}, {"Book", "book", many}});
    std::vector<std::string_view> cells{"Presnt", "d", "e"};
    auto check = finding("", "“only late students have minutes” does not hold: Minutes is 5.");
    check.column.reset();
    check.rule = "check";
    check.expected = "status = 'Late' OR minutes IS NULL";
    writer->row(2, cells, std::vector{check});
    writer->finish();
    EXPECT_THAT(rows_of(sink.text)[1][4], testing::EndsWith("Minutes is 5."));
    MemorySource source(sink.text);
    auto opened = open_file(source, "slip.xlsx", {});
    ASSERT_EQ(opened.tables.size(), 2U);
    EXPECT_EQ(opened.tables[1]->sheet, "How to send it back");
    package::ZipArchive parts(source, "slip.xlsx");
    auto xml = parts.read_all(*parts.find("xl/worksheets/sheet1.xml"), 1 << 20);
    EXPECT_THAT(xml, HasSubstr("<dataValidations count=\"1\">")) << "lists that Excel cannot hold are left out";
    EXPECT_THAT(xml, HasSubstr("\"Present,Absent\""));
}

TEST(Slip, the_same_rows_give_the_same_bytes) { EXPECT_EQ(slip(), slip()); }

TEST(Slip, a_row_code_depends_on_the_line_and_on_every_cell)
{
    std::vector<std::string_view> cells{"ab", "c"}, shifted{"a", "bc"};
    EXPECT_TRUE(row_code(14, cells).starts_with("14-"));
    EXPECT_NE(row_code(14, cells), row_code(15, cells));
    EXPECT_NE(row_code(14, cells), row_code(14, shifted));
}
