#include "engine/read/formula_guard.hpp"
#include "engine/read/trusted_csv.hpp"
#include <gtest/gtest.h>

using namespace engine;
using namespace std::string_literals;

namespace
{
std::vector<std::string> column(const Chunk& chunk, std::size_t c)
{
    std::vector<std::string> cells;
    for (std::size_t r = 0; r < chunk.rows(); ++r)
        cells.push_back(is_null(chunk.cell(c, r)) ? "null" : std::string(chunk.cell(c, r)));
    return cells;
}
} // namespace

TEST(TrustedCsv, it_gives_back_what_was_written)
{
    MemorySource source("id,note\n007,\"Lee, \"\"Ada\"\"\"\n008,\n009,\"two\nlines\"\n");
    TrustedCsv reader(source);
    EXPECT_EQ(reader.header(), (std::vector<std::string>{"id", "note"}));
    Chunk chunk;
    ASSERT_TRUE(reader.next(chunk));
    EXPECT_EQ(column(chunk, 0), (std::vector<std::string>{"007", "008", "009"}));
    EXPECT_EQ(column(chunk, 1), (std::vector<std::string>{"Lee, \"Ada\"", "null", "two\nlines"}));
    EXPECT_EQ(chunk.line.front(), 2U);
    EXPECT_FALSE(reader.next(chunk));
}

TEST(TrustedCsv, the_formula_guard_is_taken_away_and_nothing_else)
{
    EXPECT_EQ(without_formula_guard("'=1+1"), "=1+1");
    EXPECT_EQ(without_formula_guard("''=1+1"), "'=1+1");
    EXPECT_EQ(without_formula_guard("'\0x"s), "\0x"s);
    for (std::string_view text : {"-5", "'tis", "O'Hara", "'", "=1+1"}) EXPECT_EQ(without_formula_guard(text), text);
}

TEST(TrustedCsv, reading_goes_on_at_any_offset_it_named)
{
    std::string text = "id,name\n";
    for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",\"Pupil\nnumber " + std::to_string(i) + "\"\n";
    MemorySource source(text);
    std::uint64_t offset = 0;
    int expected = 0;
    Chunk page;
    for (;;) {
        TrustedCsv reader(source, offset);
        if (!reader.next(page, 777)) break;
        ASSERT_EQ(page.cell(0, 0), std::to_string(expected));
        ASSERT_EQ(page.cell(1, page.rows() - 1),
                  "Pupil\nnumber " + std::to_string(expected + static_cast<int>(page.rows()) - 1));
        expected += static_cast<int>(page.rows());
        offset = reader.offset();
    }
    EXPECT_EQ(expected, 50'000);
    EXPECT_EQ(offset, text.size());
}

TEST(TrustedCsv, a_column_with_a_blank_cell_alone_keeps_its_row)
{
    MemorySource source("note\n\"\"\nx\n");
    TrustedCsv reader(source);
    Chunk chunk;
    ASSERT_TRUE(reader.next(chunk));
    EXPECT_EQ(column(chunk, 0), (std::vector<std::string>{"null", "x"}));
}
