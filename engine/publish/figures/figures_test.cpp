#include "engine/publish/figures/figures_for_tests.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <list>
#include <map>
#include <random>

namespace engine
{
namespace
{
using testing::ElementsAre;

const std::vector<OutputColumn> columns{{"form", "Form"},
                                        {"status", "Status"},
                                        {"mark", "Mark", CellType::number},
                                        {"amount", "Amount", CellType::number},
                                        {"paid", "Paid", CellType::number},
                                        {"day", "Day", CellType::date}};

const TestRows few{{"7B", "Present", "50", "10.00", "5.00", "2026-11-02"},
                   {"7A", "Absent", "39.5", "20.00", null_cell, "2026-11-09"},
                   {"10A", "Late", null_cell, "0.10", "0.10", "2027-01-01"},
                   {"7A", "Present", "100", "0.20", "0.10", "2026-11-03"},
                   {null_cell, null_cell, "0", null_cell, null_cell, null_cell}};

Section by(std::vector<std::string> names, std::vector<Measure> show, std::string bands = {})
{
    Section section;
    section.by = std::move(names);
    section.show = std::move(show);
    section.bands = std::move(bands);
    return section;
}

std::vector<std::string> told(const SectionFigures::Group& group)
{
    std::vector<std::string> out = group.names;
    for (const auto& figure : group.figures) out.push_back(figure.hidden ? "hidden" : figure.number);
    return out;
}

std::vector<std::vector<std::string>> told(const SectionFigures& section)
{
    std::vector<std::vector<std::string>> out;
    for (const auto& group : section.groups) out.push_back(told(group));
    return out;
}

using Told = std::vector<std::vector<std::string>>;
} // namespace

TEST(Figures, count_sum_mean_share_and_rate_are_of_all_rows)
{
    ReportLayout layout;
    layout.money = {"amount"};
    layout.figures = {{MeasureKind::count},
                      {MeasureKind::count, "status = 'Present'", "", "There"},
                      {MeasureKind::sum, "amount"},
                      {MeasureKind::mean, "mark"},
                      {MeasureKind::rate, "mark >= 40", "", "Pass rate"},
                      {MeasureKind::rate, "paid", "amount"}};
    auto figures = figures_of(layout, schema_of(columns), few);
    std::vector<std::string> numbers, titles;
    for (const auto& figure : figures.figures)
        numbers.push_back(figure.now.number), titles.push_back(figure.head.title);
    EXPECT_THAT(numbers, ElementsAre("5", "2", "30.30", "47.38", "50.0", "17.2"));
    EXPECT_THAT(titles, ElementsAre("Rows", "There", "Amount", "Mark, mean", "Pass rate", "Paid, share of Amount"));
    EXPECT_EQ(figures.figures[2].head.unit, FigureUnit::money);
    EXPECT_EQ(figures.figures[3].head.unit, FigureUnit::number);
}

TEST(Figures, groups_come_in_their_natural_order_with_their_figures)
{
    ReportLayout layout;
    layout.sections = {by({"form"}, {{MeasureKind::count}, {MeasureKind::share}, {MeasureKind::mean, "mark"}})};
    auto figures = figures_of(layout, schema_of(columns), few);
    EXPECT_EQ(told(figures.sections[0]), (Told{{"7A", "2", "40.0", "69.75"},
                                               {"7B", "1", "20.0", "50.0"},
                                               {"10A", "1", "20.0", ""},
                                               {"", "1", "20.0", "0.0"}}));
    EXPECT_EQ(figures.sections[0].whole[1].number, "100.0");
}

TEST(Figures, groups_of_two_columns_and_bands_of_numbers_and_days)
{
    ReportLayout layout;
    auto schema = schema_of(columns);
    schema.fields[2].constraints.maximum = "100";
    schema.fields[1].constraints.allowed = {"Present", "Late", "Absent"};
    std::vector<Measure> rows{{MeasureKind::count}};
    layout.sections = {by({"form", "status"}, rows), by({"mark"}, rows, "50"), by({"day"}, rows, "week"),
                       by({"day"}, rows, "month")};
    auto figures = figures_of(layout, schema, few);
    EXPECT_EQ(told(figures.sections[0]), (Told{{"7A", "Present", "1"},
                                               {"7A", "Absent", "1"},
                                               {"7B", "Present", "1"},
                                               {"10A", "Late", "1"},
                                               {"", "", "1"}}));
    EXPECT_EQ(told(figures.sections[1]), (Told{{"0 to under 50", "2"}, {"50–100", "2"}, {"", "1"}}));
    EXPECT_EQ(told(figures.sections[2]), (Told{{"2026-W45", "2"}, {"2026-W46", "1"}, {"2026-W53", "1"}, {"", "1"}}));
    EXPECT_EQ(told(figures.sections[3]), (Told{{"2026-11", "3"}, {"2027-01", "1"}, {"", "1"}}));
}

TEST(Figures, a_number_on_the_edge_of_a_band_is_in_the_band_that_begins_there)
{
    ReportLayout layout;
    auto schema = schema_of(columns);
    for (const char* width : {"0.1", "0.2", "0.3", "0.05", "0.7", "1.1", "2.5"}) {
        schema.fields[2].constraints.maximum.reset();
        layout.sections = {by({"mark"}, {{MeasureKind::count}}, width)};
        std::list<std::string> edges;
        TestRows rows;
        Told expected;
        auto times = [&](int index) { // exact: the width in hundredths
            auto hundredths = static_cast<int>(std::lround(*parse_number(width) * 100)) * index;
            std::array<char, number_text_bytes> room;
            return std::string(
                format_number(*parse_number(fmt::format("{}.{:02}", hundredths / 100, hundredths % 100)), room));
        };
        for (int index = 0; index < 20; ++index) {
            edges.push_back(times(index));
            rows.push_back({"7A", "Present", edges.back(), "1", "1", "2026-11-02"});
            expected.push_back({fmt::format("{} to under {}", times(index), times(index + 1)), "1"});
        }
        EXPECT_EQ(told(figures_of(layout, schema, rows).sections[0]), expected) << width;
        schema.fields[2].constraints.maximum = times(20);
        edges.push_back(times(20));
        rows.push_back({"7A", "Present", edges.back(), "1", "1", "2026-11-02"});
        expected.back() = {fmt::format("{}–{}", times(19), times(20)), "2"};
        EXPECT_EQ(told(figures_of(layout, schema, rows).sections[0]), expected) << width << ", with a highest mark";
    }
}

TEST(Figures, top_and_bottom_are_those_of_the_first_measure_with_the_rest_between_them)
{
    ReportLayout layout;
    auto section = by({"form"}, {{MeasureKind::sum, "amount"}, {MeasureKind::count}});
    section.top = section.bottom = 1;
    layout.sections = {section};
    auto figures = figures_of(layout, schema_of(columns), few);
    EXPECT_EQ(told(figures.sections[0]), (Told{{"7A", "20.20", "2"}, {"2 other values", "10.10", "2"}, {"", "", "1"}}));
}

TEST(Figures, of_many_values_the_largest_stand_for_all_and_the_rest_is_counted)
{
    std::list<std::string> names;
    TestRows rows;
    for (int i = 0; i < 20'000; ++i) rows.push_back({names.emplace_back(fmt::format("value {}", i % 15'000))});
    ReportLayout layout;
    layout.sections = {by({"form"}, {{MeasureKind::count}})};
    auto figures = figures_of(layout, schema_of({{"form", "Form"}}), rows);
    const auto& groups = figures.sections[0].groups;
    ASSERT_EQ(groups.size(), 13U);
    EXPECT_TRUE(groups.back().is_rest);
    std::int64_t all = 0;
    for (const auto& group : groups) all += *parse_integer(group.figures[0].number);
    EXPECT_EQ(all, 20'000);
}

TEST(Figures, nothing_is_made_of_columns_with_numbers_taken_out_of_them)
{
    ReportLayout layout;
    layout.figures = {{MeasureKind::count}, {MeasureKind::sum, "amount"}, {MeasureKind::count, "amount > 1", "", "x"}};
    layout.sections = {by({"amount"}, {{MeasureKind::count}}), by({"form"}, {{MeasureKind::mean, "amount"}}),
                       by({"form"}, {{MeasureKind::mean, "amount"}, {MeasureKind::count}})};
    auto figures = figures_of(layout, schema_of(columns), few, 10, {"amount"});
    EXPECT_EQ(figures.figures.size(), 1U);
    ASSERT_EQ(figures.sections.size(), 1U);
    EXPECT_EQ(figures.sections[0].heads.size(), 1U);
}

TEST(Figures, without_rows_there_are_no_sections_and_no_number_is_made_up)
{
    ReportLayout layout;
    layout.figures = {{MeasureKind::count}, {MeasureKind::mean, "mark"}, {MeasureKind::rate, "mark > 1", "", "x"}};
    layout.sections = {by({"form"}, {{MeasureKind::count}})};
    auto figures = figures_of(layout, schema_of(columns), {});
    EXPECT_TRUE(figures.sections.empty());
    EXPECT_EQ(figures.figures[0].now.number, "0");
    EXPECT_EQ(figures.figures[1].now.number, "");
    EXPECT_EQ(figures.figures[2].now.number, "");
}

// Every figure of every group, against the rows themselves.
TEST(Figures, they_equal_a_recomputation_from_the_rows)
{
    std::mt19937 random(7);
    auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    const std::vector<std::string> forms{"7A", "7B", "8A", ""}, states{"Present", "Absent", "Late"};
    for (int round = 0; round < 60; ++round) {
        std::list<std::string> texts;
        TestRows rows;
        struct Sums {
            std::int64_t rows = 0, known = 0, marks = 0, passed = 0, cents = 0, with_cents = 0;
            double mark = 0;
        };
        std::map<std::string, Sums> expected;
        for (int i = pick(3000); i >= 0; --i) {
            const auto &form = forms[static_cast<std::size_t>(pick(4))],
                       &state = states[static_cast<std::size_t>(pick(3))];
            bool has_mark = pick(5) > 0, has_amount = pick(7) > 0;
            int halves = pick(201), cents = pick(100'000) - 20'000;
            auto mark = fmt::format("{}{}", halves / 2, halves % 2 ? ".5" : "");
            auto amount = fmt::format("{}{}.{:02}", cents < 0 ? "-" : "", std::abs(cents) / 100, std::abs(cents) % 100);
            rows.push_back({form, state, has_mark ? std::string_view(texts.emplace_back(mark)) : null_cell,
                            has_amount ? std::string_view(texts.emplace_back(amount)) : null_cell, null_cell,
                            null_cell});
            for (const auto& key : {form, std::string("all")}) {
                auto& sums = expected[key];
                ++sums.rows;
                if (has_mark) ++sums.marks, sums.mark += halves / 2.0, sums.passed += halves >= 80;
                if (has_amount) ++sums.with_cents, sums.cents += cents;
            }
        }
        ReportLayout layout;
        std::vector<Measure> show{{MeasureKind::count},
                                  {MeasureKind::share},
                                  {MeasureKind::sum, "amount"},
                                  {MeasureKind::mean, "mark"},
                                  {MeasureKind::rate, "mark >= 40", "", "Pass rate"}};
        layout.figures = show;
        layout.sections = {by({"form"}, show)};
        auto figures = figures_of(layout, schema_of(columns), rows);
        auto check = [&](const std::vector<std::string>& numbers, const Sums& sums) {
            auto number = [&](std::size_t at) { return parse_number(numbers[at]).value_or(-1); };
            EXPECT_EQ(numbers[0], std::to_string(sums.rows));
            EXPECT_NEAR(number(1), 100.0 * static_cast<double>(sums.rows) / static_cast<double>(rows.size()), 0.0501);
            if (sums.with_cents > 0) {
                EXPECT_EQ(numbers[2], fmt::format("{}{}.{:02}", sums.cents < 0 ? "-" : "", std::abs(sums.cents) / 100,
                                                  std::abs(sums.cents) % 100));
            }
            if (sums.marks == 0) return;
            EXPECT_NEAR(number(3), sums.mark / static_cast<double>(sums.marks), 0.0501);
            EXPECT_NEAR(number(4), 100.0 * static_cast<double>(sums.passed) / static_cast<double>(sums.marks), 0.0501);
        };
        ASSERT_EQ(figures.sections[0].groups.size() + 1, expected.size());
        for (const auto& group : figures.sections[0].groups) {
            std::vector<std::string> numbers;
            for (const auto& figure : group.figures) numbers.push_back(figure.number);
            check(numbers, expected[group.names[0]]);
        }
        std::vector<std::string> numbers;
        for (const auto& figure : figures.figures) numbers.push_back(figure.now.number);
        check(numbers, expected["all"]);
    }
}
} // namespace engine
