#include "engine/summary/column_summary.hpp"
#include "engine/summary/suppress.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <map>
#include <random>

namespace engine
{
namespace
{
using testing::ElementsAre;
using Counts = std::vector<std::int64_t>;

ColumnSummary summary(CellType type, const std::vector<std::string>& cells, std::optional<int> below = {},
                      bool personal = false)
{
    ColumnCounter counter({"c", "C", type}, personal);
    for (const auto& cell : cells) counter.add(cell);
    return counter.summary(below);
}

// What is published: each count, or −1 where it is hidden; nothing at all where all are hidden.
Counts published(const Counts& counts, std::int64_t below)
{
    auto hide = hidden_counts(counts, below);
    if (std::ranges::all_of(hide, std::identity())) return {};
    Counts out;
    for (std::size_t i = 0; i < counts.size(); ++i) out.push_back(hide[i] ? -1 : counts[i]);
    return out;
}

// Every table of positive counts with this sum, this length.
void each_table(std::int64_t sum, std::size_t cells, Counts& so_far, const std::function<void(const Counts&)>& see)
{
    if (cells == 0) {
        if (sum == 0) see(so_far);
        return;
    }
    for (std::int64_t count = 1; count <= sum; ++count) {
        so_far.push_back(count);
        each_table(sum - count, cells - 1, so_far, see);
        so_far.pop_back();
    }
}
} // namespace

TEST(ColumnSummary, numbers_of_any_size_have_a_summary)
{
    std::vector<std::string> isbn, micros, huge{"1e308", "1.7e308", "-1.7e308"};
    for (int i = 0; i < 2'000; ++i) {
        isbn.push_back(std::to_string(9'780'000'000'000 + i * 7'919LL));
        micros.push_back(std::to_string(1'764'500'000'000'000 + i * 86'400'000'000LL));
    }
    for (int i = 0; i < 1'500; ++i) huge.push_back(fmt::format("{}e305", i + 1));
    for (const auto& cells : {isbn, micros, huge}) {
        auto made = summary(CellType::number, cells);
        std::int64_t rows = 0;
        for (const auto& bar : made.histogram) {
            rows += bar.rows.value_or(0);
            EXPECT_FALSE(bar.from.empty() || bar.to.empty());
        }
        EXPECT_EQ(rows, static_cast<std::int64_t>(cells.size()));
        EXPECT_LE(made.histogram.size(), 12U);
    }
    EXPECT_EQ(summary(CellType::integer, isbn).minimum, "9780000000000");
}

TEST(ColumnSummary, counts_what_a_column_holds)
{
    auto status = summary(CellType::text, {"Present", "", "Absent", "Present", "Late", "Present", "Late"});
    EXPECT_EQ(status.rows, 7);
    EXPECT_EQ(status.empty, 1);
    EXPECT_EQ(status.distinct, 3);
    ASSERT_EQ(status.top.size(), 3U);
    EXPECT_EQ(status.top[0].value, "Present");
    EXPECT_EQ(status.top[0].rows, 3);
    EXPECT_EQ(status.top[1].value, "Late");
    EXPECT_TRUE(status.histogram.empty());

    auto minutes = summary(CellType::number, {"-5", "50", "50", "0.5", "480"});
    EXPECT_EQ(minutes.minimum, "-5");
    EXPECT_EQ(minutes.maximum, "480");
    EXPECT_EQ(minutes.mean, "115.1");
    EXPECT_EQ(minutes.histogram.front().from, "-64");
    EXPECT_EQ(minutes.histogram.back().to, "512");

    auto days = summary(CellType::date, {"2026-11-30", "2026-11-02", "2026-11-02"});
    EXPECT_EQ(days.minimum, "2026-11-02");
    EXPECT_EQ(days.maximum, "2026-11-30");
    EXPECT_EQ(days.mean, std::nullopt);
}

TEST(ColumnSummary, of_nothing)
{
    auto none = summary(CellType::number, {"", ""});
    EXPECT_EQ(none.rows, 2);
    EXPECT_EQ(none.distinct, 0);
    EXPECT_EQ(none.minimum, std::nullopt);
    EXPECT_TRUE(none.histogram.empty());
}

TEST(ColumnSummary, many_values_are_estimated_and_their_figures_are_exact)
{
    std::vector<std::string> cells;
    for (int i = 0; i < 50'000; ++i) cells.push_back(std::to_string(i * 7919LL % 50'000));
    auto many = summary(CellType::integer, cells);
    EXPECT_TRUE(many.distinct_is_estimate);
    EXPECT_NEAR(static_cast<double>(many.distinct), 50'000, 2'500);
    EXPECT_EQ(many.minimum, "0");
    EXPECT_EQ(many.maximum, "49999");
    EXPECT_EQ(many.mean, "24999.5");
    EXPECT_TRUE(many.top.empty());
    std::int64_t rows = 0;
    for (const auto& bar : many.histogram) rows += *bar.rows;
    EXPECT_EQ(rows, 50'000);
    std::ranges::reverse(cells);
    auto again = summary(CellType::integer, cells);
    EXPECT_EQ(again.histogram.size(), many.histogram.size());
    EXPECT_EQ(again.histogram.front().rows, many.histogram.front().rows);
}

TEST(ColumnSummary, personal_columns_and_small_numbers_stay_unseen)
{
    auto personal = summary(CellType::text, {"Zoe", "Zoe", "Ada"}, {}, true);
    EXPECT_EQ(personal.distinct, 2);
    EXPECT_TRUE(personal.top.empty());
    auto few = summary(CellType::integer, {"1", "1", "1", "2", "3", "3"}, 3);
    EXPECT_EQ(few.minimum, std::nullopt);
    for (const auto& value : few.top) EXPECT_GE(*value.rows, 3);
    auto fewer = summary(CellType::integer, {"1", "2"}, 3);
    EXPECT_EQ(fewer.mean, std::nullopt);
    EXPECT_TRUE(fewer.histogram.empty());
}

TEST(Histogram, counts_every_number_in_bars_of_one_width_whatever_their_order)
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> numbers;
        auto scale = std::pow(10.0, static_cast<double>(random() % 9) - 3);
        for (auto left = 1 + random() % 60; left > 0; --left)
            numbers.push_back((static_cast<double>(random() % 4001) - 2000) * scale);
        auto bars_of = [&] {
            Histogram histogram;
            for (auto number : numbers) histogram.add(number, 1);
            return histogram.bars();
        };
        auto bars = bars_of();
        ASSERT_LE(bars.size(), static_cast<std::size_t>(Histogram::most_bars));
        for (const auto& bar : bars)
            EXPECT_EQ(bar.rows, std::ranges::count_if(
                                    numbers, [&](double number) { return number >= bar.from && number < bar.to; }));
        std::ranges::shuffle(numbers, random);
        auto again = bars_of();
        ASSERT_EQ(again.size(), bars.size());
        EXPECT_EQ(again.front().from, bars.front().from);
        EXPECT_EQ(again.back().rows, bars.back().rows);
    }
}

TEST(HiddenCounts, small_ones_and_one_more)
{
    EXPECT_THAT(hidden_counts(Counts{12, 30, 50}, 10), ElementsAre(false, false, false));
    EXPECT_THAT(hidden_counts(Counts{3, 30, 12}, 10), ElementsAre(true, false, true));
    EXPECT_THAT(hidden_counts(Counts{4, 7, 30, 0}, 10), ElementsAre(true, true, false, false));
    EXPECT_THAT(hidden_counts(Counts{9, 9, 30, 40}, 10), ElementsAre(true, true, true, false));
    EXPECT_THAT(hidden_counts(Counts{3}, 10), ElementsAre(true));
}

// The reader knows the total, the rule and all that is shown: each hidden count must be able to be two things at least.
TEST(HiddenCounts, nobody_can_work_out_a_hidden_count)
{
    for (std::int64_t below = 2; below <= 5; ++below)
        for (std::size_t cells = 2; cells <= 4; ++cells)
            for (std::int64_t sum = 1; sum <= 22; ++sum) {
                std::map<Counts, std::vector<Counts>> by_picture;
                Counts so_far;
                each_table(sum, cells, so_far,
                           [&](const Counts& table) { by_picture[published(table, below)].push_back(table); });
                for (const auto& [picture, tables] : by_picture)
                    for (std::size_t at = 0; at < picture.size(); ++at) {
                        if (picture[at] != -1) continue;
                        bool varies = std::ranges::any_of(
                            tables, [&, first = tables[0][at]](const Counts& table) { return table[at] != first; });
                        EXPECT_TRUE(varies) << "below " << below << ", " << tables[0][at] << " of a total of " << sum;
                    }
            }
}
} // namespace engine
