#include "engine/read/pdf/page_area.hpp"
#include "engine/read/pdf/page_for_tests.hpp"
#include "engine/read/pdf/page_tables.hpp"
#include "engine/table/unreadable.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine::pdf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace
{
// Two drawn tables, one above the other, with lines that run through both.
PageForTests two_tables()
{
    PageForTests page;
    for (float top : {100.F, 400.F}) page.grid({100, 200, 300}, {top, top + 20, top + 40});
    page.line(100, 50, 100, 700);
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 135, "Ann").text(205, 135, "0.50");
    page.text(105, 415, "Club").text(205, 415, "Day").text(105, 435, "Chess").text(205, 435, "Monday");
    return page;
}

std::vector<Grid> tables_within(Page page, const char* area)
{
    PageArea(area).keep_within(page);
    return find_tables(std::move(page), 0, Meant::one_table);
}
} // namespace

TEST(PageArea, only_what_lies_inside_is_read)
{
    auto tables = tables_within(two_tables(), "0,40,100,100");
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false), ElementsAre(ElementsAre("Club", "Day"), ElementsAre("Chess", "Monday")));
    EXPECT_THAT(tables_within(two_tables(), "60,0,100,100"), IsEmpty());
}

TEST(PageArea, what_a_person_drew_is_one_table_however_its_rows_are_set_apart)
{
    PageForTests page;
    page.text(100, 80, "Fees of the clubs, by club");
    for (float y : {100.F, 115.F, 300.F, 315.F}) page.text(100, y, "Chess").text(350, y, "1.50");
    page.text(100, 400, "Fees are paid at the office.");
    EXPECT_THAT(find_tables(page), testing::Not(SizeIs(1)));
    auto tables = tables_within(page, "0,11.5,100,45");
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_EQ(tables[0].rows, 4U);
    EXPECT_THAT(texts(tables[0], false)[3], ElementsAre("Chess", "1.50"));
}

TEST(PageArea, lines_end_at_its_edges)
{
    auto page = two_tables();
    PageArea("0,0,25,50").keep_within(page);
    for (const auto& shape : page.shapes) {
        EXPECT_LE(shape.box.right, 150);
        EXPECT_LE(shape.box.bottom, 400);
    }
}

TEST(PageArea, all_or_nothing_said_is_the_whole_page)
{
    EXPECT_TRUE(PageArea(std::nullopt).is_whole());
    EXPECT_TRUE(PageArea("all").is_whole());
    EXPECT_FALSE(PageArea("0, 2.5, 100, 99.5").is_whole());
}

TEST(PageArea, everything_else_is_refused_with_the_form_that_is_expected)
{
    for (const char* wrong : {"10", "1,2,3", "1,2,3,4,5", "a,b,c,d", "-1,0,10,10", "0,0,101,50", "50,0,50,10",
                              "0,30,10,20", "0,0,nan,10", "1;2;3;4"}) {
        try {
            PageArea area(wrong);
            FAIL() << wrong;
        } catch (const engine::Unreadable& refused) {
            EXPECT_EQ(refused.code(), "area");
            EXPECT_THAT(refused.what(), testing::HasSubstr("10,20,90,95"));
        }
    }
}
