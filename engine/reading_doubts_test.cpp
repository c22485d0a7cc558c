#include "engine/reading_doubts.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::ElementsAre;

TEST(ReadingDoubts, a_date_in_doubt_is_shown_in_both_readings)
{
    Field field;
    field.name = "day", field.title = "Day";
    std::vector<DateDoubt> doubts;
    auto see = [&](std::int64_t line, const char* value) {
        Finding finding;
        finding.line = line, finding.value = value;
        add_date_doubt(doubts, field, finding);
    };
    see(2, "03/04/2026");
    see(3, "03/04/2026");
    see(5, "5.6.26");
    ASSERT_EQ(doubts.size(), 1u);
    EXPECT_EQ(doubts[0].cells, 3);
    ASSERT_EQ(doubts[0].examples.size(), 2u);
    EXPECT_EQ(doubts[0].examples[0].day_first, "2026-04-03");
    EXPECT_EQ(doubts[0].examples[0].month_first, "2026-03-04");
    EXPECT_EQ(doubts[0].examples[1].line, 5);
    EXPECT_EQ(doubts[0].examples[1].day_first, "2026-06-05");
}

TEST(ReadingDoubts, samples_are_the_first_different_values_below_the_header)
{
    Chunk chunk;
    chunk.columns = {{"Name", " Ada ", "Ada", "", "Ben", "Cleo", "Dan"}};
    chunk.kind.assign(7, RowKind::data);
    chunk.kind[0] = RowKind::header;
    chunk.line = {1, 2, 3, 4, 5, 6, 7};
    std::vector<MappedColumn> columns(2);
    add_samples(columns, chunk);
    EXPECT_THAT(columns[0].samples, ElementsAre("Ada", "Ben", "Cleo"));
    EXPECT_TRUE(columns[1].samples.empty());
}

TEST(ReadingDoubts, a_long_cell_is_cut_between_characters)
{
    std::string text(79, 'x');
    EXPECT_EQ(shown_cell(text + "éa"), text + "…");
    EXPECT_EQ(shown_cell("short"), "short");
}
} // namespace
} // namespace engine
