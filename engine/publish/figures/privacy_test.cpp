// What figures say about few people.
#include "engine/publish/figures/figures_for_tests.hpp"
#include "engine/publish/figures/shielded_counts.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <random>
#include <set>

namespace engine
{
namespace
{
constexpr int below = 10;
const std::vector<OutputColumn> columns{
    {"year", "Year"}, {"form", "Form"}, {"status", "Status"}, {"fee", "Fee", CellType::number}};

Section by(std::string name, std::vector<Measure> show)
{
    Section section;
    section.by = {std::move(name)};
    section.show = std::move(show);
    return section;
}

void add(TestRows& rows, int times, std::vector<std::string_view> row) { rows.insert(rows.end(), times, row); }

const Measure rows_counted{MeasureKind::count}, absent{MeasureKind::rate, "status = 'Absent'", "", "Absent"};

std::vector<std::string> names_in(const SectionFigures& section)
{
    std::vector<std::string> names;
    for (const auto& group : section.groups)
        if (!group.is_rest) names.push_back(group.names[0]);
    return names;
}
} // namespace

TEST(FigurePrivacy, small_groups_are_among_the_others_and_the_others_do_not_give_them_away)
{
    TestRows rows;
    add(rows, 60, {"7", "7A", "Present", "1"});
    add(rows, 20, {"7", "7B", "Present", "1"});
    add(rows, 3, {"7", "7C", "Present", "1"});
    ReportLayout layout;
    layout.sections = {by("form", {rows_counted, {MeasureKind::sum, "fee"}})};
    auto figures = figures_of(layout, schema_of(columns), rows, below);
    EXPECT_THAT(names_in(figures.sections[0]), testing::ElementsAre("7A")) << "7B would give 7C away";
    const auto& rest = figures.sections[0].groups.back();
    EXPECT_EQ(rest.names[0], "2 other values");
    EXPECT_EQ(rest.figures[0].number, "23");
    EXPECT_TRUE(rest.figures[1].hidden);
}

// 8B is hidden in the forms; had the years only 8A hidden with it, year 8 less nothing would be known to be both.
TEST(FigurePrivacy, a_form_is_not_what_its_year_has_more_than_its_other_forms)
{
    TestRows rows;
    add(rows, 30, {"7", "7A", "Present", "1"});
    add(rows, 11, {"7", "7B", "Present", "1"});
    add(rows, 40, {"8", "8A", "Present", "1"});
    add(rows, 4, {"8", "8B", "Present", "1"});
    ReportLayout layout;
    layout.sections = {by("year", {rows_counted}), by("form", {rows_counted})};
    auto figures = figures_of(layout, schema_of(columns), rows, below);
    auto years = names_in(figures.sections[0]), forms = names_in(figures.sections[1]);
    bool shows_year = std::ranges::find(years, "8") != years.end();
    bool shows_sibling = std::ranges::find(forms, "8A") != forms.end();
    EXPECT_FALSE(shows_year && shows_sibling) << "44 less 40 is the form of four";
    EXPECT_EQ(std::ranges::find(forms, "8B"), forms.end());
}

TEST(FigurePrivacy, a_rate_is_not_shown_where_it_is_about_few)
{
    TestRows rows;
    add(rows, 38, {"7", "7A", "Present", "1"});
    add(rows, 2, {"7", "7A", "Absent", "1"}); // 2 of 40
    add(rows, 30, {"7", "7B", "Present", "1"});
    add(rows, 20, {"7", "7B", "Absent", "1"});
    add(rows, 30, {"7", "7C", "Present", "1"});
    add(rows, 15, {"7", "7C", "Absent", "1"});
    ReportLayout layout;
    layout.figures = {absent};
    layout.sections = {by("form", {rows_counted, absent})};
    auto figures = figures_of(layout, schema_of(columns), rows, below);
    EXPECT_EQ(figures.figures[0].now.number, "27.4");
    const auto& groups = figures.sections[0].groups;
    ASSERT_EQ(groups.size(), 3U);
    int hidden = 0;
    for (const auto& group : groups) {
        EXPECT_FALSE(group.figures[0].hidden);
        hidden += group.figures[1].hidden;
    }
    EXPECT_TRUE(groups[0].figures[1].hidden);
    EXPECT_GE(hidden, 2) << "one alone is the rate of all less the others";
}

TEST(FigurePrivacy, what_is_hidden_in_groups_does_not_take_what_all_rows_come_to)
{
    TestRows rows;
    for (const char* form : {"7A", "7B", "7C", "7D"}) {
        add(rows, 50, {"7", form, "Present", "1"});
        add(rows, 6, {"7", form, "Absent", "1"});
        add(rows, 3, {"7", form, null_cell, null_cell});
    }
    ReportLayout layout;
    layout.figures = {absent, {MeasureKind::mean, "fee"}};
    layout.sections = {by("form", {rows_counted, absent, {MeasureKind::mean, "fee"}})};
    auto figures = figures_of(layout, schema_of(columns), rows, below);
    EXPECT_EQ(figures.figures[0].now.number, "10.7");
    EXPECT_EQ(figures.figures[1].now.number, "1.0");
    for (const auto& group : figures.sections[0].groups) {
        EXPECT_EQ(group.figures[0].number, "59");
        EXPECT_TRUE(group.figures[1].hidden) << "six absent";
        EXPECT_EQ(group.figures[2].number, "1.0");
    }
}

TEST(FigurePrivacy, a_figure_of_the_first_page_about_few_is_not_shown_and_neither_is_its_change)
{
    TestRows rows;
    add(rows, 50, {"7", "7A", "Present", "1"});
    add(rows, 3, {"7", "7A", "Absent", null_cell});
    ReportLayout layout;
    layout.figures = {rows_counted, absent, {MeasureKind::count, "status = 'Absent'", "", "Absent"}};
    auto now = figures_of(layout, schema_of(columns), rows, below);
    EXPECT_FALSE(now.figures[0].now.hidden);
    EXPECT_TRUE(now.figures[1].now.hidden && now.figures[2].now.hidden);
    add(rows, 20, {"7", "7A", "Absent", "1"});
    auto later = figures_of(layout, schema_of(columns), rows, below);
    compare(later, now);
    EXPECT_EQ(later.figures[2].now.number, "23");
    EXPECT_TRUE(later.figures[2].before.number.empty());
}

TEST(FigurePrivacy, sums_and_means_of_few_values_are_hidden)
{
    TestRows rows;
    add(rows, 40, {"7", "7A", "Present", null_cell});
    add(rows, 2, {"7", "7A", "Present", "100"});
    ReportLayout layout;
    layout.figures = {{MeasureKind::sum, "fee"}, {MeasureKind::mean, "fee"}};
    auto figures = figures_of(layout, schema_of(columns), rows, below);
    EXPECT_TRUE(figures.figures[0].now.hidden && figures.figures[1].now.hidden);
}

// Whoever reads two sections, one inside the other, and all totals tries every table that fits them.
TEST(FigurePrivacy, P3_no_small_count_can_be_worked_out_from_two_sections)
{
    std::mt19937 random(11);
    auto pick = [&](int under) { return static_cast<int>(random() % static_cast<unsigned>(under)); };
    int with_hidden = 0;
    for (int round = 0; round < 200; ++round) {
        const int small = 4;
        std::vector<std::vector<std::int64_t>> forms(2 + static_cast<std::size_t>(pick(2)));
        GroupCounts whole;
        std::vector<SectionCounts> sections(2);
        for (std::size_t year = 0; year < forms.size(); ++year) {
            forms[year].resize(1 + static_cast<std::size_t>(pick(3)));
            std::int64_t rows = 0;
            for (auto& form : forms[year]) {
                form = 1 + pick(9);
                rows += form;
                sections[1].groups.push_back({form, {}, {year, sections[1].groups.size()}});
            }
            auto only_form = forms[year].size() == 1 ? sections[1].groups.size() - 1 : GroupCounts::several;
            sections[0].groups.push_back({rows, {}, {year, only_form}});
            whole.rows += rows;
        }
        auto hidden = shielded(whole, sections, small);
        std::vector<std::int64_t> counts;
        std::vector<bool> hides;
        for (std::size_t form = 0; form < sections[1].groups.size(); ++form) {
            counts.push_back(sections[1].groups[form].rows);
            hides.push_back(hidden.sections[1].groups[form]);
            if (counts.back() < small) {
                EXPECT_TRUE(hides.back());
            }
        }
        if (std::ranges::find(hides, true) == hides.end()) continue;
        ++with_hidden;
        // All ways to fill the hidden forms.
        std::vector<std::set<std::int64_t>> possible(counts.size());
        auto filled = counts;
        std::function<void(std::size_t)> fill = [&](std::size_t at) {
            if (at == counts.size()) {
                std::size_t form = 0;
                std::int64_t all = 0;
                for (std::size_t year = 0; year < forms.size(); ++year) {
                    std::int64_t rows = 0;
                    for (std::size_t i = 0; i < forms[year].size(); ++i) rows += filled[form++];
                    all += rows;
                    if (!hidden.sections[0].groups[year] && rows != sections[0].groups[year].rows) return;
                }
                if (all != whole.rows) return;
                for (std::size_t i = 0; i < counts.size(); ++i) possible[i].insert(filled[i]);
                return;
            }
            if (!hides[at]) return fill(at + 1);
            for (filled[at] = 1; filled[at] <= 14; ++filled[at]) fill(at + 1);
            filled[at] = counts[at];
        };
        if (std::ranges::count(hides, true) <= 5) {
            fill(0);
            for (std::size_t form = 0; form < counts.size(); ++form)
                if (hides[form]) {
                    EXPECT_GT(possible[form].size(), 1U) << "round " << round << " form " << form;
                }
        }
    }
    EXPECT_GT(with_hidden, 50);
}
} // namespace engine
