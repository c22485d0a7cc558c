#include "engine/doubts/reading_doubts.hpp"
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
    DateOrderDoubts orders;
    auto see = [&](const char* value) {
        Finding finding;
        finding.value = value;
        orders.add(field, finding);
    };
    see("03/04/2026");
    see("03/04/2026");
    see("5.6.26");
    auto doubts = orders.doubts();
    ASSERT_EQ(doubts.size(), 1u);
    EXPECT_EQ(doubts[0].id(), "order:day");
    EXPECT_EQ(doubts[0].outcome, DoubtOutcome::asked);
    EXPECT_EQ(doubts[0].evidence, "3 dates can be read both ways.");
    ASSERT_EQ(doubts[0].alternatives.size(), 2u);
    EXPECT_EQ(doubts[0].alternatives[0].answer, "dmy");
    EXPECT_THAT(doubts[0].alternatives[0].sample, ElementsAre("03/04/2026 is 3 April 2026", "5.6.26 is 5 June 2026"));
    EXPECT_THAT(doubts[0].alternatives[1].sample, ElementsAre("03/04/2026 is 4 March 2026", "5.6.26 is 6 May 2026"));
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
