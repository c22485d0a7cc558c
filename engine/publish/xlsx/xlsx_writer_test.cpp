#include "engine/publish/figures/figures_for_tests.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/xlsx/workbook.hpp"
#include "engine/read/reader.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine;
using testing::ElementsAre;

namespace
{
ReportText words()
{
    ReportText text;
    text.title = "Fees";
    text.school = "Greenfield School";
    text.provenance = {{"File", "fees.csv"}};
    return text;
}

std::string workbook(const std::vector<OutputColumn>& columns, const std::vector<std::vector<std::string_view>>& rows)
{
    StringSink sink;
    auto writer = xlsx_writer(sink, columns, words());
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    return sink.text;
}

std::vector<std::string> row_of(const std::string& bytes, std::size_t wanted, bool stored, std::size_t table = 0)
{
    MemorySource source(bytes);
    ReadOptions options;
    options.stored = stored;
    auto opened = open_file(source, "clean.xlsx", options);
    std::vector<std::string> cells;
    std::vector<Finding> findings;
    Chunk chunk;
    if (!opened.tables.at(table)->next(chunk, findings) || chunk.rows() <= wanted) return cells;
    for (const auto& column : chunk.columns) cells.emplace_back(column[wanted]);
    return cells;
}

const std::vector<OutputColumn> typed{{"id", "ID"},
                                      {"fee", "Fee", CellType::number},
                                      {"day", "Day", CellType::date},
                                      {"at", "At", CellType::time},
                                      {"paid", "Paid", CellType::boolean}};
} // namespace

TEST(XlsxWriter, cells_have_their_types)
{
    auto bytes = workbook(typed, {{"000017", "-5.25", "2026-11-30", "14:05:00", "true"}});
    EXPECT_THAT(row_of(bytes, 0, false), ElementsAre("ID", "Fee", "Day", "At", "Paid"));
    EXPECT_THAT(row_of(bytes, 1, false), ElementsAre("000017", "-5.25", "30 Nov 2026", "14:05:00", "TRUE"));
    EXPECT_EQ(row_of(bytes, 1, true)[1], "-5.25");
}

TEST(XlsxWriter, U8_text_is_never_a_formula)
{
    auto bytes = workbook({{"a", "=A"}}, {{"=1+1"}, {"+SUM(A1)"}, {"@cmd"}});
    EXPECT_THAT(row_of(bytes, 0, false), ElementsAre("=A"));
    EXPECT_THAT(row_of(bytes, 1, false), ElementsAre("=1+1"));
    EXPECT_THAT(row_of(bytes, 3, false), ElementsAre("@cmd"));
}

TEST(XlsxWriter, what_a_spreadsheet_would_round_or_shift_stays_text)
{
    auto bytes = workbook(typed, {{"1", "12345678901234567890", "1900-01-15", "", ""}});
    EXPECT_EQ(row_of(bytes, 1, false)[1], "12345678901234567890");
    EXPECT_EQ(row_of(bytes, 1, false)[2], "1900-01-15");
}

namespace
{
// Every filled row of a sheet, cells joined by |.
std::vector<std::string> sheet_of(const std::string& bytes, std::size_t table, bool stored)
{
    MemorySource source(bytes);
    ReadOptions options;
    options.stored = stored;
    auto opened = open_file(source, "clean.xlsx", options);
    std::vector<std::string> rows;
    std::vector<Finding> findings;
    for (Chunk chunk; opened.tables.at(table)->next(chunk, findings);)
        for (std::size_t row = 0; row < chunk.rows(); ++row) {
            std::string line;
            for (const auto& column : chunk.columns) line += (line.empty() ? "" : "|") + std::string(column[row]);
            while (line.ends_with('|')) line.pop_back();
            rows.push_back(line);
        }
    return rows;
}
} // namespace

TEST(XlsxWriter, a_second_sheet_says_what_the_rows_come_to_and_where_they_are_from)
{
    ReportLayout layout;
    layout.money = layout.totals = {"fee"};
    lay_out(layout, {"paid"}, {});
    const TestRows rows{{"1", "1250", "2026-11-30", "", "true"},
                        {"2", "-0.5", "2026-11-30", "", "false"},
                        {"3", "10.25", "2026-11-30", "", "true"}};
    auto text = words();
    text.totals = text.money = {"fee"};
    text.currency = "GBP";
    text.figures = std::make_shared<ReportFigures>(figures_of(layout, schema_of(typed), rows));
    StringSink sink;
    auto writer = xlsx_writer(sink, typed, text);
    for (const auto& row : rows) writer->row(row);
    writer->finish();
    auto shown = sheet_of(sink.text, 1, false), stored = sheet_of(sink.text, 1, true);
    for (const char* line : {"Fees", "3 rows", "Fee|£1,259.75", "true|2|66.7%|£1,260.25", "All|3|100.0%|£1,259.75",
                             "File|fees.csv", "Most: true with 2 of 3. Least: false with 1."})
        EXPECT_THAT(shown, testing::Contains(line));
    EXPECT_THAT(stored, testing::Contains("true|2|0.667|1260.25")) << "numbers, and no text that looks like them";
    EXPECT_EQ(row_of(sink.text, 1, false)[1], "£1,250.00");
    EXPECT_EQ(row_of(sink.text, 1, true)[1], "1250");
}

TEST(XlsxWriter, the_same_rows_give_the_same_bytes)
{
    auto make = [] { return workbook(typed, {{"1", "2", "2026-11-30", "", "false"}}); };
    EXPECT_EQ(make(), make());
}

TEST(XlsxWriter, too_many_columns_are_refused_in_words)
{
    StringSink sink;
    try {
        xlsx_writer(sink, std::vector<OutputColumn>(sheet_columns + 1, {"a", "A"}), words());
        FAIL() << "expected an exception";
    } catch (const std::runtime_error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("16,384 columns"));
    }
}

TEST(CellText, control_characters_and_lookalikes_are_escaped)
{
    std::string room;
    EXPECT_EQ(cell_text("plain_text", room), "plain_text");
    EXPECT_EQ(cell_text("a\rb\x01", room), "a_x000D_b_x0001_");
    EXPECT_EQ(cell_text("_x0041_", room), "_x005F_x0041_");
    EXPECT_EQ(cell_text("_x41_", room), "_x41_");
}

// The writer of the workbook counts an escape with all its seven characters.
TEST(XlsxWriter, a_cell_that_its_escapes_make_too_long_is_cut)
{
    std::string returns(20'000, '\r'), lookalikes, emoji, mixed;
    for (int i = 0; i < 9'000; ++i) lookalikes += "_x0041_", emoji += "\U0001F600", mixed += "\U0001F600\r_";
    for (int i = 0; i < 9'000; ++i) emoji += "\U0001F600";
    for (const auto& text :
         {returns, lookalikes, emoji, mixed, std::string(32'768, 'x'), std::string(32'767, 'x') + "\r"}) {
        auto bytes = workbook({{"a", "A"}}, {{text}, {"after"}});
        EXPECT_THAT(row_of(bytes, 1, false)[0], testing::EndsWith("… [cut: a cell holds 32,767 characters]"));
        EXPECT_THAT(row_of(bytes, 2, false), ElementsAre("after"));
    }
    for (const auto& text : {std::string(32'767, 'x'), std::string(4'681, '\r'), emoji.substr(0, 4 * 16'383)}) {
        auto bytes = workbook({{"a", "A"}}, {{text}});
        EXPECT_EQ(row_of(bytes, 1, false)[0], text);
    }
}

TEST(CellText, what_does_not_fit_a_cell_is_cut_with_a_mark)
{
    std::string room;
    auto cut = cell_text(std::string(40'000, 'x'), room);
    EXPECT_LE(cut.size(), 32'767U + 2);
    EXPECT_THAT(cut, testing::HasSubstr("[cut: a cell holds 32,767 characters]"));
}
