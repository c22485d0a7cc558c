#include "engine/read/pdf/stitch.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine::pdf;
using testing::SizeIs;

namespace
{
Grid table(int page, const std::vector<std::vector<std::string>>& rows, float left = 100)
{
    Grid grid;
    grid.page = page;
    grid.rows = rows.size();
    grid.columns = rows[0].size();
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            float x = left + 100 * static_cast<float>(c), y = 100 + 20 * static_cast<float>(r);
            grid.cells.push_back({r, c, r, c, {x, y, x + 90, y + 15}, rows[r][c]});
        }
    return grid;
}
} // namespace

TEST(Stitch, a_table_goes_on_under_its_repeated_header)
{
    auto whole = stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(2, {{"Name", "Fee"}, {"Bob", "2"}})});
    ASSERT_THAT(whole, SizeIs(1));
    EXPECT_EQ(texts(whole[0], true),
              (std::vector<std::vector<std::string>>{{"Name", "Fee"}, {"Ann", "1"}, {"Bob", "2"}}));
}

TEST(Stitch, a_table_goes_on_without_a_header_where_its_columns_stay)
{
    auto whole = stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(2, {{"Bob", "2"}, {"Cem", "3"}}),
                           table(3, {{"Dan", "4"}, {"Eve", "5"}})});
    ASSERT_THAT(whole, SizeIs(1));
    EXPECT_EQ(whole[0].rows, 6U);
}

TEST(Stitch, another_table_stays_apart)
{
    EXPECT_THAT(stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(2, {{"Room", "Seats"}, {"A1", "30"}})}),
                SizeIs(2));
    EXPECT_THAT(stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(3, {{"Name", "Fee"}, {"Bob", "2"}})}),
                SizeIs(2));
    EXPECT_THAT(stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(2, {{"Bob", "2"}, {"Cem", "3"}}, 180)}),
                SizeIs(2));
    EXPECT_THAT(stitched({table(1, {{"Name", "Fee"}, {"Ann", "1"}}), table(1, {{"Name", "Fee"}, {"Bob", "2"}})}),
                SizeIs(2))
        << "of the same page";
}
