#include "engine/read/pdf/page_for_tests.hpp"
#include "engine/read/pdf/page_tables.hpp"
#include "engine/read/pdf/text_lines.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine::pdf;
using testing::ElementsAre;
using testing::SizeIs;

namespace
{
std::vector<std::string> words(const PageForTests& page)
{
    std::vector<std::string> list;
    for (const auto& line : text_lines(page.glyphs))
        for (const auto& word : line.words) list.push_back(word.text);
    return list;
}
constexpr std::initializer_list<float> sizes{6, 10, 17};
} // namespace

TEST(TextLines, dots_and_dashes_that_touch_lead_the_eye)
{
    for (auto size : sizes) {
        PageForTests page;
        page.text(50, 100, "Chess ........ 12", size).text(50, 140, "Choir . . . . . . 31", size);
        page.text(50, 180, "--------------------", size).text(50, 220, "Name ______", size);
        EXPECT_THAT(words(page), ElementsAre("Chess", "12", "Choir", "31", "Name")) << size;
    }
}

TEST(TextLines, marks_that_stand_apart_are_of_as_many_cells)
{
    for (const char* mark : {".", "-", "_", "=", "\xB7"})
        for (float step : {1.3F, 2.F, 4.F})
            for (auto size : sizes) {
                PageForTests page;
                for (int i = 0; i < 12; ++i) page.text(10 + static_cast<float>(i) * step * size, 100, mark, size);
                EXPECT_THAT(words(page), SizeIs(12)) << mark << " at " << size << " every " << step;
            }
}

TEST(TextLines, few_dots_are_words)
{
    PageForTests page;
    EXPECT_THAT(words(page.text(50, 100, "Wait... -- v1.2.3")), ElementsAre("Wait...", "--", "v1.2.3"));
}

TEST(TextLines, a_raised_figure_is_no_digit_of_the_number_beside_it)
{
    for (auto size : sizes)
        for (float smaller : {0.5F, 0.6F, 0.7F, 0.85F})
            for (float rise : {0.25F, 0.35F, 0.45F}) {
                auto raised = [&](float x, const char* mark) {
                    return PageForTests().text(x, 100 - rise * size, mark, smaller * size);
                };
                auto after = raised(50 + 2 * size, "12").text(50, 100, "83.3", size);
                EXPECT_THAT(words(after), ElementsAre("83.3¹²")) << size << ' ' << smaller << ' ' << rise;
                auto before = raised(50, "2").text(50 + smaller * size / 2, 100, "42", size);
                EXPECT_THAT(words(before), ElementsAre("²42")) << size << ' ' << smaller << ' ' << rise;
            }
}

TEST(TextLines, a_raised_figure_apart_from_its_number_is_none_of_it_either)
{
    PageForTests page;
    page.text(50, 100, "42", 10).text(63, 96, "3", 6).text(200, 100, "94", 10);
    EXPECT_THAT(words(page), ElementsAre("42", "³", "94"));
    EXPECT_EQ(cell_text(page.glyphs), "42 ³ 94");
}

TEST(TextLines, small_figures_on_the_line_stay_digits)
{
    PageForTests page;
    EXPECT_THAT(words(page.text(50, 100, "Total", 12).text(90, 100, "42", 9)), ElementsAre("Total", "42"));
    EXPECT_THAT(words(PageForTests().text(50, 100, "CO", 10).text(60, 102, "2", 6)), ElementsAre("CO2"));
    EXPECT_THAT(words(PageForTests().text(50, 100, "42", 10).text(60, 102, "2", 6)), ElementsAre("42₂"));
}

TEST(TextLines, a_row_of_dashes_keeps_its_columns)
{
    PageForTests page;
    float y = 100;
    for (const char* name : {"Campus", "Ashford", "Elsworth", "Jarrow"}) {
        page.text(60, y, name);
        for (int c = 0; c < 9; ++c)
            page.text(140 + 40 * static_cast<float>(c), y, y == 100 ? "Fee" : y == 120 ? "12" : "-");
        y += 20;
    }
    auto tables = find_tables(page);
    ASSERT_THAT(tables, SizeIs(1));
    EXPECT_THAT(texts(tables[0], false)[2], ElementsAre("Elsworth", "-", "-", "-", "-", "-", "-", "-", "-", "-"));
}
