// Kinds of tables that readers get wrong, each in other sizes and at other places of the page.
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
using Rows = std::vector<std::vector<std::string>>;

// The page with everything on it larger by `scale` and moved.
Page placed(Page page, float scale, float right, float down)
{
    auto place = [&](Box& box) {
        box = {box.left * scale + right, box.top * scale + down, box.right * scale + right, box.bottom * scale + down};
    };
    for (auto& glyph : page.glyphs) {
        place(glyph.box);
        glyph.size *= scale;
    }
    for (auto& shape : page.shapes) place(shape.box);
    return page;
}

// What is read of the page wherever it is and however large; nothing where that differs.
std::vector<Rows> tables(const Page& page)
{
    std::vector<Rows> first;
    for (auto [scale, right, down] : {std::tuple(1.F, 0.F, 0.F), {0.8F, 40.F, 10.F}, {1.25F, -20.F, 60.F}}) {
        std::vector<Rows> here;
        for (const auto& grid : find_tables(placed(page, scale, right, down))) here.push_back(texts(grid, false));
        if (first.empty()) first = here;
        EXPECT_EQ(here, first) << "at scale " << scale;
    }
    return first;
}

void row(PageForTests& page, float y, std::initializer_list<std::pair<float, const char*>> cells)
{
    for (auto [x, text] : cells) page.text(x, y, text);
}
} // namespace

TEST(Kinds, a_name_of_two_lines_around_its_figures_is_one_row)
{
    PageForTests page;
    row(page, 100, {{60, "Measure"}, {300, "2020"}, {360, "2021"}});
    row(page, 120, {{60, "Pupilsperteacherofclasses"}, {300, "35.4"}, {360, "84.6"}});
    page.text(60, 138, "Pupils with free").text(60, 149, "meals of the school");
    row(page, 143.5F, {{300, "53.7"}, {360, "24.4"}});
    row(page, 167, {{60, "Staff"}, {300, "51.8"}, {360, "33.0"}});
    page.text(60, 185, "Families that").text(60, 196, "answered").text(300, 190.5F, "12.3").text(360, 190.5F, "60.5");
    EXPECT_THAT(tables(page), ElementsAre(Rows{{"Measure", "2020", "2021"},
                                               {"Pupilsperteacherofclasses", "35.4", "84.6"},
                                               {"Pupils with free meals of the school", "53.7", "24.4"},
                                               {"Staff", "51.8", "33.0"},
                                               {"Families that answered", "12.3", "60.5"}}));
}

TEST(Kinds, a_heading_over_several_columns_is_for_those_it_stands_in_the_middle_of)
{
    PageForTests page;
    page.text(170, 100, "Written").text(350, 100, "Oral");
    row(page, 115,
        {{60, "Subject"}, {130, "Sat"}, {180, "Best"}, {230, "Mean"}, {300, "Sat"}, {350, "Best"}, {400, "Mean"}});
    for (auto [y, name] : {std::pair(130.F, "Algebra"), {145.F, "Biology"}, {160.F, "Drama"}, {175.F, "French"}})
        row(page, y, {{60, name}, {130, "92"}, {180, "34"}, {230, "59.6"}, {300, "85"}, {350, "34"}, {400, "50.1"}});
    auto found = tables(page);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0][0], ElementsAre("", "Written", "", "", "Oral", "", ""));
    EXPECT_THAT(found[0][1], ElementsAre("Subject", "Sat", "Best", "Mean", "Sat", "Best", "Mean"));
}

TEST(Kinds, narrow_strips_part_whole_figures_and_no_thousands)
{
    auto page_with = [](float right) {
        PageForTests page;
        for (auto [y, name] : {std::pair(100.F, "Ashford"), {115.F, "Camber"}, {130.F, "Dunmore"}, {145.F, "Farrow"}})
            page.text(60, y, name).text(150, y, "1,205,994").text(right, y, y < 120 ? "8,878,214" : "1,725,920");
        return page;
    };
    auto found = tables(page_with(198.5F));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0][0], ElementsAre("Ashford", "1,205,994", "8,878,214"));
    PageForTests spaced;
    for (auto [y, name] : {std::pair(100.F, "Ashford"), {115.F, "Camber"}, {130.F, "Dunmore"}, {145.F, "Farrow"}})
        spaced.text(60, y, name).text(150, y, "12 345").text(250, y, "7.50");
    found = tables(spaced);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0][0], ElementsAre("Ashford", "12 345", "7.50"));
}

TEST(Kinds, a_list_printed_in_columns_side_by_side_is_one_list)
{
    PageForTests page;
    Rows wanted;
    for (int i = 0; i < 14; ++i)
        for (int part : {0, 1}) {
            auto number = std::to_string(1 + i + 14 * part), seat = std::to_string(400 + (i + 14 * part) * 7 % 43);
            float x = 60 + 200 * static_cast<float>(part), y = 100 + 15 * static_cast<float>(i);
            page.text(x, y, number).text(x + 60, y, seat);
        }
    for (int i = 0; i < 28; ++i) wanted.push_back({std::to_string(i + 1), std::to_string(400 + i * 7 % 43)});
    EXPECT_THAT(tables(page), ElementsAre(wanted));
}

TEST(Kinds, columns_that_do_not_count_on_stay_side_by_side)
{
    PageForTests page;
    for (int i = 0; i < 8; ++i) {
        float y = 100 + 15 * static_cast<float>(i);
        row(page, y,
            {{60, std::to_string(5 + i).c_str()},
             {120, "407"},
             {200, std::to_string(30 + 4 * i).c_str()},
             {260, "12"}});
    }
    auto found = tables(page);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0], SizeIs(8));
}

TEST(Kinds, the_labels_of_a_chart_are_no_table)
{
    PageForTests page;
    page.line(110, 158, 330, 158).line(110, 288, 330, 288).line(110, 158, 110, 288).line(330, 158, 330, 288);
    for (int i = 0; i < 6; ++i) {
        float y = 161 + 26 * static_cast<float>(i);
        page.text(95, y, std::to_string(75 - i), 8).text(336, y, std::to_string(50 - 2 * i), 8);
    }
    for (int i = 0; i < 5; ++i) page.text(121 + 45 * static_cast<float>(i), 300, std::to_string(2015 + 2 * i), 8);
    EXPECT_THAT(tables(page), IsEmpty());
}

TEST(Kinds, years_beside_a_line_with_figures_in_their_rows_are_a_table)
{
    PageForTests page;
    page.line(100, 95, 100, 180).line(100, 95, 300, 95);
    for (int i = 0; i < 5; ++i) {
        float y = 108 + 16 * static_cast<float>(i);
        page.text(70, y, std::to_string(2019 + i)).text(150, y, "12").text(220, y, "3.50");
    }
    EXPECT_THAT(tables(page), SizeIs(1));
}

TEST(Kinds, sentences_between_two_tables_are_of_neither)
{
    PageForTests page;
    float y = 100;
    for (int table = 0; table < 2; ++table) {
        row(page, y, {{60, "Age Group"}, {300, "Share"}});
        for (const char* group : {"5-6", "7-8", "9-10", "11-12"}) row(page, y += 14, {{60, group}, {300, "0.26"}});
        page.text(60, y += 20, "These shares were counted in May and hold for the year that follows it,");
        page.text(60, y += 12, "as the office of the school found when it looked at the lists once more.");
        y += 20;
    }
    EXPECT_THAT(tables(page), SizeIs(2));
}

TEST(Kinds, rows_of_words_without_a_name_are_rows_where_there_was_room_above)
{
    PageForTests page;
    row(page, 100, {{60, "Head"}, {140, "Tutors"}, {220, "Prefects"}, {300, "Helpers"}});
    row(page, 112, {{60, "Ames"}, {140, "Cole"}, {220, "Dunn"}, {300, "Frey"}});
    row(page, 124, {{140, "Gale"}, {220, "Hart"}});
    row(page, 136, {{140, "Judd"}, {220, "Kerr"}});
    for (float y : {90.F, 103.F, 142.F}) page.line(55, y, 350, y);
    std::vector<Grid> found = find_tables(page, table_likeness / 2);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(texts(found[0], false)[3], (std::vector<std::string>{"", "Judd", "Kerr", ""}));
}

TEST(Kinds, text_in_a_drawn_grid_whose_cells_are_left_open_is_kept)
{
    PageForTests page;
    page.grid({100, 200, 300}, {100, 120, 140})
        .line(200, 140, 200, 160)
        .line(300, 140, 300, 160)
        .line(200, 160, 300, 160);
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 135, "Ann").text(205, 135, "0.50");
    page.text(105, 155, "Ben").text(205, 155, "1.50");
    EXPECT_THAT(tables(page), ElementsAre(Rows{{"Name", "Fee"}, {"Ann", "0.50"}, {"Ben", "1.50"}}));
}

TEST(Kinds, strips_between_drawn_rows_are_no_rows)
{
    PageForTests page;
    page.grid({100, 200, 300}, {100, 120, 126, 146, 152, 172});
    page.text(105, 115, "Name").text(205, 115, "Fee").text(105, 141, "Ann").text(205, 141, "0.50");
    page.text(105, 167, "Ben").text(205, 167, "1.50");
    EXPECT_THAT(tables(page), ElementsAre(Rows{{"Name", "Fee"}, {"Ann", "0.50"}, {"Ben", "1.50"}}));
}
