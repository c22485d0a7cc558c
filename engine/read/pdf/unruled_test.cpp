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
// Clubs with their fees, in columns, under a title and above prose.
PageForTests clubs()
{
    PageForTests page;
    page.text(100, 60, "Clubs of the summer term and what they cost in all of its weeks");
    page.text(100, 100, "Club").text(250, 100, "Members").text(350, 100, "Fee");
    page.text(100, 115, "Chess").text(265, 115, "12").text(350, 115, "0.50");
    page.text(100, 130, "School band").text(265, 130, "31").text(350, 130, "4.00");
    page.text(100, 145, "Football").text(265, 145, "22").text(350, 145, "1.25");
    page.text(100, 160, "Total").text(265, 160, "65").text(350, 160, "5.75");
    page.text(100, 200, "Fees are paid at the beginning of term, in the office, on any day.");
    return page;
}
} // namespace

TEST(Unruled, columns_of_white_space_are_a_table_and_the_text_around_is_left_out)
{
    auto tables = find_tables(clubs());
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false),
                ElementsAre(ElementsAre("Club", "Members", "Fee"), ElementsAre("Chess", "12", "0.50"),
                            ElementsAre("School band", "31", "4.00"), ElementsAre("Football", "22", "1.25"),
                            ElementsAre("Total", "65", "5.75")));
    EXPECT_GT(tables[0].confidence, 0.5);
    EXPECT_LE(tables[0].confidence, 1);
}

TEST(Unruled, a_wrapped_name_stays_in_its_row)
{
    PageForTests page;
    page.text(100, 100, "Club").text(250, 100, "Members").text(350, 100, "Fee");
    float y = 118;
    for (const char* name : {"Chess", "Band", "Football", "Choir"}) {
        page.text(100, y, name).text(265, y, "12").text(350, y, "0.50");
        page.text(100, y + 11, "of the school");
        y += 29;
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[1], ElementsAre("Chess of the school", "12", "0.50"));
    EXPECT_EQ(tables[0].rows, 5U);
}

namespace
{
PageForTests lined_across(float end)
{
    PageForTests page;
    page.text(100, 100, "Animal").text(200, 100, "Says").text(300, 100, "Sound");
    page.text(100, 120, "Cat").text(200, 120, "softly").text(300, 120, "Meow");
    page.text(100, 140, "Fox").text(200, 140, "loudly").text(300, 140, "Ring ding");
    page.text(300, 152, "ding dinge").text(300, 164, "ringe ding");
    for (float y : {90.F, 106.F, 126.F, end}) page.line(95, y, 360, y);
    return page;
}
} // namespace

TEST(Unruled, the_last_row_goes_down_to_the_line_that_closes_the_table)
{
    auto tables = find_tables(lined_across(170));
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false),
                ElementsAre(ElementsAre("Animal", "Says", "Sound"), ElementsAre("Cat", "softly", "Meow"),
                            ElementsAre("Fox", "loudly", "Ring ding ding dinge ringe ding")));
}

TEST(Unruled, text_below_the_line_that_closes_the_table_is_none_of_it)
{
    auto tables = find_tables(lined_across(145));
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[2], ElementsAre("Fox", "loudly", "Ring ding"));
}

TEST(Unruled, groups_of_rows_set_apart_under_their_names_are_one_table)
{
    PageForTests page;
    float y = 100;
    for (const char* group : {"Juniors", "Seniors", "Staff"}) {
        page.text(100, y, group);
        for (const char* fee : {"1.50", "12.00", "3.25"}) {
            y += 15;
            page.text(100, y, "Trip").text(400, y, fee);
        }
        y += 45;
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    auto rows = texts(tables[0], false);
    ASSERT_EQ(rows.size(), 12U);
    EXPECT_THAT(rows[0], ElementsAre("Juniors", ""));
    EXPECT_THAT(rows[4], ElementsAre("Seniors", ""));
    EXPECT_THAT(rows[11], ElementsAre("Trip", "3.25"));
}

TEST(Unruled, a_table_of_other_columns_below_is_none_of_the_groups)
{
    PageForTests page;
    for (float y : {100.F, 115.F, 130.F, 145.F}) page.text(100, y, "Trip").text(400, y, "1.50");
    for (float y : {190.F, 205.F, 220.F, 235.F}) page.text(100, y, "Club").text(250, y, "12").text(330, y, "2.50");
    EXPECT_THAT(find_tables(page), SizeIs(2));
}

TEST(Unruled, names_of_groups_stay_rows_of_their_own)
{
    PageForTests page;
    float y = 85;
    for (const char* group : {"", "Juniors", "Seniors", "Staff"}) {
        if (*group) page.text(100, y += 15, group);
        for (const char* fee : {"8 \xA4", "10 \xA4", "13 \xA4"}) {
            y += 15;
            page.text(100, y, "Lunch").text(400, y, fee);
        }
        if (!*group) y += 20; // one wide gap
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    auto rows = texts(tables[0], false);
    ASSERT_EQ(rows.size(), 15U);
    EXPECT_THAT(rows[3], ElementsAre("Juniors", ""));
    EXPECT_THAT(rows[7], ElementsAre("Seniors", ""));
}

TEST(Unruled, prose_in_two_columns_is_no_table)
{
    PageForTests page;
    for (float y = 100; y < 300; y += 12) {
        page.text(60, y, "and so the school went on with the work it had");
        page.text(320, y, "begun in the autumn of that year, when all the");
    }
    EXPECT_THAT(find_tables(page), IsEmpty());
}

TEST(Unruled, prose_beside_a_table_is_none_of_its_columns)
{
    PageForTests page;
    for (auto [y, name] :
         {std::pair(100.F, "Chess"), {115.F, "Band"}, {130.F, "Football"}, {145.F, "Choir"}, {160.F, "Drama"}}) {
        page.text(60, y, "and so the school went on with the work it had");
        page.text(330, y, name).text(420, y, "12").text(480, y, "3.50");
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[0], ElementsAre("Chess", "12", "3.50"));
}

TEST(Unruled, two_columns_of_words_are_doubtful)
{
    PageForTests page;
    page.text(100, 85, "Pupil").text(250, 85, "Club");
    for (auto [y, name] :
         {std::pair(100.F, "Ann Miller"), {115.F, "Bob Ray"}, {130.F, "Cem Aydin"}, {145.F, "Dan Green"}})
        page.text(100, y, name).text(250, y, "Chess");
    EXPECT_THAT(find_tables(page), IsEmpty());
    EXPECT_THAT(find_tables(page, table_likeness / 2), SizeIs(1));
}

TEST(Unruled, a_list_of_points_is_no_table)
{
    PageForTests page;
    for (float y = 100; y < 220; y += 15)
        page.text(60, y, "1.").text(90, y, "Bring the form to the office before noon");
    EXPECT_THAT(find_tables(page), IsEmpty());
}

TEST(Unruled, dots_that_lead_to_a_figure_are_left_out)
{
    PageForTests page;
    for (auto [y, name] : {std::pair(100.F, "Chess ........"),
                           {115.F, "Band ........."},
                           {130.F, "Football ....."},
                           {145.F, "Choir ........"}})
        page.text(100, y, name).text(250, y, "12").text(320, y, "3.50");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[0], ElementsAre("Chess", "12", "3.50"));
}

TEST(Unruled, a_page_on_its_side_is_turned)
{
    auto page = clubs();
    // Each point (x, y) goes to (y, 600 - x): text then runs up the page.
    for (auto& glyph : page.glyphs) {
        auto box = glyph.box;
        glyph.box = {box.top, 600 - box.right, box.bottom, 600 - box.left};
        glyph.angle = 90;
    }
    std::swap(page.width, page.height);
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[1], ElementsAre("Chess", "12", "0.50"));
    EXPECT_LT(tables[0].box.width(), tables[0].box.height()) << "in the place it has on the page";
}

TEST(Unruled, several_tables_of_a_page_come_from_top_to_bottom)
{
    auto page = clubs();
    for (auto glyph : clubs().glyphs) {
        glyph.box.top += 300;
        glyph.box.bottom += 300;
        page.glyphs.push_back(glyph);
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(2));
    EXPECT_LT(tables[0].box.bottom, tables[1].box.top);
}

TEST(Drawn, a_grid_whose_rows_are_not_drawn_is_parted_by_its_text)
{
    PageForTests page;
    page.grid({100, 200, 300}, {90, 110, 180});
    page.text(105, 104, "Name").text(205, 104, "Fee");
    for (auto [y, name] : {std::pair(124.F, "Ann"), {138.F, "Bob"}, {152.F, "Cem"}, {166.F, "Dan"}})
        page.text(105, y, name).text(205, y, "0.50");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_EQ(tables[0].rows, 5U);
    EXPECT_THAT(texts(tables[0], false)[4], ElementsAre("Dan", "0.50"));
}

TEST(Drawn, a_chart_is_no_table)
{
    PageForTests page;
    page.grid({100, 200, 300, 400}, {100, 120, 140, 160, 180});
    for (auto [y, figure] : {std::pair(102.5F, "40"), {122.5F, "30"}, {142.5F, "20"}, {162.5F, "10"}})
        page.text(85, y, figure);
    page.text(150, 115, "Pupils").text(250, 135, "Teachers").text(220, 155, "Rooms").text(330, 175, "Halls");
    EXPECT_THAT(find_tables(page), IsEmpty());
}

TEST(Drawn, tables_side_by_side_under_the_same_names_are_several)
{
    PageForTests page;
    page.grid({100, 150, 200, 250, 300}, {90, 110, 130});
    page.text(105, 104, "Age").text(155, 104, "Pupils").text(205, 104, "Age").text(255, 104, "Pupils");
    page.text(105, 124, "11").text(155, 124, "60").text(205, 124, "12").text(255, 124, "64");
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(2));
    EXPECT_THAT(texts(tables[1], false), ElementsAre(ElementsAre("Age", "Pupils"), ElementsAre("12", "64")));
}

TEST(Drawn, parts_of_a_table_parted_by_a_row_are_one_and_a_new_header_begins_another)
{
    auto two = [](const char* header, const char* name) {
        PageForTests page;
        page.grid({100, 200, 300}, {90, 110, 130}).grid({100, 200, 300}, {148, 168, 188});
        page.text(105, 104, "Name").text(205, 104, "Fee").text(105, 124, "Ann").text(205, 124, "1.00");
        page.text(105, 142, "Form 2");
        page.text(105, 162, header).text(205, 162, name).text(105, 182, "Dan").text(205, 182, "2.00");
        return find_tables(page);
    };
    auto one = two("Cem", "3.00");
    ASSERT_THAT(one, SizeIs(1));
    EXPECT_THAT(texts(one[0], false)[2], ElementsAre("Form 2", ""));
    EXPECT_THAT(two("Name", "Fee"), SizeIs(2));
}
