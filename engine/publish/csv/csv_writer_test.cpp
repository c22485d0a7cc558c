#include "engine/publish/csv/formula.hpp"
#include "engine/publish/output.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace std::string_view_literals;

namespace
{
std::string written(std::vector<OutputColumn> columns, const std::vector<std::vector<std::string_view>>& rows)
{
    StringSink sink;
    auto writer = csv_writer(sink, std::move(columns));
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    return sink.text;
}

std::string written(std::string_view cell) { return written({{"a", "A"}, {"b", "B"}}, {{cell, "x"}}); }
} // namespace

TEST(CsvWriter, it_writes_the_machine_names_and_then_the_rows)
{
    EXPECT_EQ(written({{"student_id", "Student ID"}, {"minutes", "Minutes", CellType::integer}},
                      {{"000000017", "45"}, {"000000018", std::string_view{}}}),
              "student_id,minutes\n000000017,45\n000000018,\n");
}

TEST(CsvWriter, only_cells_that_need_quotes_get_them)
{
    EXPECT_EQ(written("plain text"), "a,b\nplain text,x\n");
    EXPECT_EQ(written("Smith, Ann"), "a,b\n\"Smith, Ann\",x\n");
    EXPECT_EQ(written("say \"hi\""), "a,b\n\"say \"\"hi\"\"\",x\n");
    EXPECT_EQ(written("two\nlines"), "a,b\n\"two\nlines\",x\n");
}

TEST(CsvWriter, a_mark_is_found_wherever_it_stands)
{
    for (std::size_t size = 1; size < 40; ++size) {
        for (std::size_t at = 0; at < size; ++at) {
            std::string cell(size, '-');
            cell.front() = 'a';
            for (char mark : {',', '"', '\n', '\r'}) {
                cell[at] = mark;
                auto inside = mark == '"' ? std::string(cell).insert(at, 1, '"') : cell;
                EXPECT_EQ(written(cell),
                          "a,b\n" + std::string(mark == '\r' && at == 0 ? "\"'" : "\"") + inside + "\",x\n");
            }
        }
    }
}

TEST(CsvWriter, U8_text_that_a_spreadsheet_would_run_gets_an_apostrophe)
{
    EXPECT_EQ(written("=1+1"), "a,b\n'=1+1,x\n");
    EXPECT_EQ(written("@SUM(A1)"), "a,b\n'@SUM(A1),x\n");
    EXPECT_EQ(written("=HYPERLINK(\"http://evil.test\")"), "a,b\n\"'=HYPERLINK(\"\"http://evil.test\"\")\",x\n");
    EXPECT_EQ(written("\t=1"), "a,b\n'\t=1,x\n");
    EXPECT_EQ(written("\0=1"sv), "a,b\n'\0=1,x\n"sv);
    EXPECT_EQ(written("-cmd"), "a,b\n'-cmd,x\n");
}

TEST(CsvWriter, numbers_stay_numbers)
{
    EXPECT_EQ(written("-5"), "a,b\n-5,x\n");
    EXPECT_EQ(written("+4.25"), "a,b\n+4.25,x\n");
    EXPECT_EQ(written("-1e9"), "a,b\n-1e9,x\n");
}

TEST(CsvWriter, an_apostrophe_that_was_there_is_told_from_one_that_was_added)
{
    EXPECT_EQ(written("'=1"), "a,b\n''=1,x\n");
    EXPECT_EQ(written("'-5"), "a,b\n''-5,x\n");
    EXPECT_EQ(written("'tis"), "a,b\n'tis,x\n");
    EXPECT_EQ(written("'"), "a,b\n',x\n");
}

TEST(CsvWriter, header_cells_are_guarded_too)
{
    EXPECT_EQ(written({{"=cmd|' /C calc'!A0", "T"}, {"b", "B"}}, {}), "'=cmd|' /C calc'!A0,b\n");
}

TEST(CsvWriter, a_row_of_one_empty_cell_is_still_a_row)
{
    EXPECT_EQ(written({{"a", "A"}}, {{""}, {"x"}}), "a\n\"\"\nx\n");
}
