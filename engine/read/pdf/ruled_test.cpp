#include "engine/read/pdf/page_for_tests.hpp"
#include "engine/read/pdf/page_tables.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine::pdf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace
{
PageForTests two_by_two()
{
    PageForTests page;
    page.grid({100, 200, 300}, {100, 120, 140});
    page.text(105, 115, "Name").text(205, 115, "Fee");
    page.text(105, 135, "Ann").text(205, 135, "0.50");
    return page;
}
} // namespace

TEST(Ruled, a_drawn_grid_is_a_table)
{
    auto tables = find_tables(two_by_two());
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false), ElementsAre(ElementsAre("Name", "Fee"), ElementsAre("Ann", "0.50")));
}

TEST(Ruled, lines_that_miss_each_other_by_a_hair_still_meet)
{
    PageForTests page;
    for (float x : {100.F, 200.F, 300.F}) page.line(x, 102, x, 138);
    for (float y : {100.F, 120.F, 140.F}) page.line(101, y, 198, y).line(202, y, 301, y);
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 135, "Ann").text(205, 135, "0.50");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false), ElementsAre(ElementsAre("Name", "Fee"), ElementsAre("Ann", "0.50")));
}

TEST(Ruled, a_table_open_at_its_sides_is_closed_where_its_lines_end)
{
    PageForTests page;
    page.line(200, 100, 200, 140);
    for (float y : {100.F, 120.F, 140.F}) page.line(100, y, 300, y);
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 135, "Ann").text(205, 135, "0.50");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false), ElementsAre(ElementsAre("Name", "Fee"), ElementsAre("Ann", "0.50")));
}

TEST(Ruled, a_merged_cell_says_its_text_once_or_in_each_place)
{
    PageForTests page;
    page.line(100, 100, 300, 100).line(200, 120, 300, 120).line(100, 140, 300, 140);
    page.line(100, 100, 100, 140).line(200, 100, 200, 140).line(300, 100, 300, 140);
    page.text(105, 115, "Form 1").text(205, 115, "Ann").text(205, 135, "Bob");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false), ElementsAre(ElementsAre("Form 1", "Ann"), ElementsAre("", "Bob")));
    EXPECT_THAT(texts(tables[0], true), ElementsAre(ElementsAre("Form 1", "Ann"), ElementsAre("Form 1", "Bob")));
}

namespace
{
// No line is drawn between the columns of the first row.
PageForTests open_header()
{
    PageForTests page;
    page.grid({100, 200, 300, 400}, {120, 140, 160}).line(100, 100, 400, 100);
    page.line(100, 100, 100, 120).line(400, 100, 400, 120);
    page.text(105, 135, "Ann").text(205, 135, "0.50").text(305, 135, "Monday");
    page.text(105, 155, "Ben").text(205, 155, "1.50").text(305, 155, "Friday");
    return page;
}
std::vector<std::string> first_row(const Page& page)
{
    auto tables = find_tables(page);
    return tables.size() == 1 ? texts(tables[0], false)[0] : std::vector<std::string>();
}
} // namespace

TEST(Ruled, names_above_their_columns_are_cells_without_lines_between_them)
{
    EXPECT_THAT(first_row(open_header().text(105, 115, "Name").text(205, 115, "Fee").text(305, 115, "Day of trip")),
                ElementsAre("Name", "Fee", "Day of trip"));
    EXPECT_THAT(first_row(open_header().text(205, 115, "Fee").text(305, 115, "Day")), ElementsAre("", "Fee", "Day"));
}

TEST(Ruled, a_header_of_colour_above_a_drawn_body_is_of_the_table)
{
    PageForTests page;
    page.grid({100, 200, 300}, {120, 140, 160});
    page.shapes.push_back({{100, 100, 300, 120}, 0, true, 51});
    page.shapes.push_back({{200, 100, 200, 120}, 0.5F, false, 255}); // white on it
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 135, "Ann").text(205, 135, "0.50");
    page.text(105, 155, "Ben").text(205, 155, "1.50");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false),
                ElementsAre(ElementsAre("Name", "Fee"), ElementsAre("Ann", "0.50"), ElementsAre("Ben", "1.50")));
}

TEST(Ruled, a_title_over_columns_stays_one_cell)
{
    for (const char* title : {"Clubs", "Clubs of the spring term", "Clubs and all of their trips of the spring term"})
        EXPECT_THAT(first_row(open_header().text(105, 115, title)), ElementsAre(title, "", "")) << title;
    EXPECT_THAT(first_row(open_header().text(105, 115, "Clubs of the spring term").text(305, 115, "2026")),
                ElementsAre("Clubs of the spring term 2026", "", ""));
}

TEST(Ruled, lines_of_one_cell_are_one_text)
{
    auto page = two_by_two();
    page.grid({100, 200, 300}, {140, 170}).text(105, 151, "Mary Ann").text(105, 163, "Miller").text(205, 155, "1.00");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_EQ(texts(tables[0], false)[2][0], "Mary Ann Miller");
}

TEST(Ruled, a_frame_around_text_is_no_table)
{
    PageForTests page;
    page.grid({100, 500}, {100, 200}).text(110, 120, "Please note").text(110, 140, "that school starts at eight");
    EXPECT_THAT(find_tables(page), IsEmpty());
}
