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

TEST(Stitch, a_row_that_the_page_cut_in_two_is_one)
{
    std::vector<Grid> grids{
        table(
            1,
            {{"No.", "Bought", "Paid"}, {"1", "Chairs", "yes"}, {"2", "Desks", "no"}, {"3", "Microscopes for", "no"}}),
        table(2, {{"No.", "Bought", "Paid"}, {"", "the laboratory", ""}, {"4", "Books", "yes"}})};
    join_rows_over_pages(grids);
    ASSERT_THAT(grids, SizeIs(2));
    EXPECT_EQ(texts(grids[0], false)[3][1], "Microscopes for the laboratory");
    EXPECT_EQ(texts(grids[1], false)[1][1], "Books");
}

TEST(Stitch, a_row_without_a_name_is_its_own_where_others_have_none_either)
{
    std::vector<Grid> grids{
        table(1, {{"Head", "Tutor", "Nurse"}, {"Ames", "Cole", "Eade"}, {"", "Gale", ""}, {"Boyd", "Hart", "Lowe"}}),
        table(2, {{"Head", "Tutor", "Nurse"}, {"", "Judd", ""}, {"Carr", "Kerr", "Moss"}})};
    join_rows_over_pages(grids);
    EXPECT_EQ(grids[1].rows, 3U);
    std::vector<Grid> figures{table(1, {{"Name", "Fee"}, {"Total", "340"}}), table(2, {{"", "Boys"}, {"Total", "12"}})};
    join_rows_over_pages(figures);
    EXPECT_EQ(figures[1].rows, 2U);
}

TEST(Stitch, many_pages_are_one_table)
{
    std::vector<Grid> pages;
    for (int page = 1; page <= 300; ++page)
        pages.push_back(table(page, {{"Name", "Fee"}, {"Ann", std::to_string(page)}}));
    auto whole = stitched(std::move(pages));
    ASSERT_THAT(whole, SizeIs(1));
    EXPECT_EQ(whole[0].rows, 301U);
    EXPECT_EQ(texts(whole[0], true)[300][1], "300");
}
