// A solver against the shield: reports with subtotals, columns that add up, and an earlier version, made at random.
#include "engine/publish/output.hpp"
#include "engine/summary/count_shield.hpp"
#include "engine/table/chunk.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <random>

namespace engine
{
namespace
{
constexpr std::int64_t below = 5;
using Cells = std::vector<std::int64_t>; // −1: hidden

// Rows of houses with boys, girls and pupils; a subtotal behind each house, a total at the end.
struct Report {
    std::vector<std::vector<std::string>> labels;
    std::vector<Cells> rows;
    // Groups of rows whose sum is a row: that row first.
    std::vector<std::vector<std::size_t>> row_sums;
};

void add_row(Report& report, std::string house, std::string year, Cells cells)
{
    report.labels.push_back({std::move(house), std::move(year)});
    report.rows.push_back(std::move(cells));
}

Report make_report(std::mt19937& random)
{
    Report report;
    std::vector<std::size_t> totals;
    const auto houses = 1 + random() % 2, most = 1 + random() % 12;
    for (std::size_t house = 0; house < houses; ++house) {
        auto name = "House " + std::to_string(house);
        std::vector<std::size_t> parts;
        Cells sum(3, 0);
        const auto years = 2 + random() % 2;
        for (std::size_t year = 0; year < years; ++year) {
            Cells cells{static_cast<std::int64_t>(random() % (most + 4)),
                        static_cast<std::int64_t>(random() % (most + 9)), 0};
            cells[2] = cells[0] + cells[1];
            for (std::size_t i = 0; i < 3; ++i) sum[i] += cells[i];
            parts.push_back(report.rows.size());
            add_row(report, name, "Year " + std::to_string(year), cells);
        }
        totals.push_back(report.rows.size());
        parts.insert(parts.begin(), report.rows.size());
        add_row(report, name, "Total", sum);
        report.row_sums.push_back(parts);
    }
    Cells all(3, 0);
    for (auto total : totals)
        for (std::size_t i = 0; i < 3; ++i) all[i] += report.rows[total][i];
    totals.insert(totals.begin(), report.rows.size());
    add_row(report, "Total", "", all);
    report.row_sums.push_back(totals);
    return report;
}

std::vector<Cells> published(const Report& report, std::string& csv)
{
    const std::vector<OutputColumn> columns{{"house", "House"},
                                            {"year", "Year"},
                                            {"boys", "Boys", CellType::integer},
                                            {"girls", "Girls", CellType::integer},
                                            {"pupils", "Pupils", CellType::integer}};
    CountShield shield(columns, {"boys", "girls", "pupils"}, below);
    if (!csv.empty()) shield.remember(MemorySource(csv));
    for (std::size_t row = 0; row < report.rows.size(); ++row) {
        std::vector<std::string> texts = report.labels[row];
        for (auto cell : report.rows[row]) texts.push_back(std::to_string(cell));
        shield.add(std::vector<std::string_view>(texts.begin(), texts.end()));
    }
    std::vector<Cells> shown;
    StringSink sink;
    auto writer = csv_writer(sink, columns);
    shield.finish([&](std::span<const std::string_view> cells) {
        auto& row = shown.emplace_back();
        for (auto cell : cells.subspan(2)) row.push_back(is_null(cell) ? -1 : std::stoll(std::string(cell)));
        writer->row(cells);
    });
    writer->finish();
    csv = sink.text;
    return shown;
}

// Looks, cell by cell, for other whole numbers that fit every sum of the report. 0 is never hidden, except where
// nothing of a column is shown.
class Solver
{
public:
    Solver(const Report& report, const std::vector<Cells>& shown)
    {
        const auto width = shown.front().size();
        for (std::size_t row = 0; row < shown.size(); ++row)
            for (std::size_t i = 0; i < width; ++i) {
                known_.push_back(shown[row][i]);
                truth_.push_back(report.rows[row][i]);
                least_.push_back(std::ranges::any_of(shown, [i](const Cells& one) { return one[i] >= 0; }) ? 1 : 0);
            }
        for (std::size_t row = 0; row < shown.size(); ++row)
            sums_.push_back({row * width + 2, row * width, row * width + 1});
        for (const auto& group : report.row_sums)
            for (std::size_t i = 0; i < width; ++i) {
                auto& sum = sums_.emplace_back();
                for (auto row : group) sum.push_back(row * width + i);
            }
    }
    // The first hidden cell that can have one value only.
    std::optional<std::size_t> finds()
    {
        for (std::size_t cell = 0; cell < known_.size(); ++cell) {
            if (known_[cell] >= 0) continue;
            bool other = false;
            for (std::int64_t step = 1; step <= 40 && !other; ++step)
                for (auto value : {truth_[cell] + step, truth_[cell] - step}) {
                    if (value < least_[cell] || other) continue;
                    auto cells = known_;
                    cells[cell] = value;
                    budget_ = 20'000;
                    other = fits(cells);
                }
            if (!other) return cell;
        }
        return std::nullopt;
    }

private:
    // Fills what follows; then tries values for one of the sum with the fewest hidden cells.
    bool fits(Cells cells)
    {
        if (--budget_ < 0) return false;
        const std::vector<std::size_t>* next = nullptr;
        for (bool moved = true; moved;) {
            moved = false;
            next = nullptr;
            std::size_t fewest = 99;
            for (const auto& sum : sums_) {
                std::int64_t left = 0;
                std::size_t open = 0, last = 0;
                for (std::size_t i = 0; i < sum.size(); ++i) {
                    auto value = cells[sum[i]];
                    if (value < 0) {
                        ++open;
                        last = i;
                    } else
                        left += i == 0 ? value : -value;
                }
                if (open == 0 && left != 0) return false;
                if (open == 1) {
                    auto value = last == 0 ? -left : left;
                    if (value < least_[sum[last]]) return false;
                    cells[sum[last]] = value;
                    moved = true;
                } else if (open > 1 && open < fewest) {
                    fewest = open;
                    next = &sum;
                }
            }
        }
        if (!next) return true;
        for (auto cell : *next) {
            if (cells[cell] >= 0) continue;
            for (std::int64_t step = 0; step <= 40; ++step)
                for (auto value : {truth_[cell] + step, truth_[cell] - step}) {
                    if (value < least_[cell] || (step == 0 && value != truth_[cell])) continue;
                    auto tried = cells;
                    tried[cell] = value;
                    if (fits(std::move(tried))) return true;
                    if (budget_ < 0) return false;
                }
            return false;
        }
        return false;
    }

    Cells known_, truth_, least_;
    std::vector<std::vector<std::size_t>> sums_; // the whole, then its parts
    int budget_ = 0;
};

TEST(Sums, P3_a_solver_finds_no_hidden_cell_in_500_reports_with_subtotals_and_columns_that_add_up)
{
    std::mt19937 random(2026);
    int with_hidden = 0, with_shown = 0;
    for (int trial = 0; trial < 500; ++trial) {
        auto report = make_report(random);
        std::string csv;
        auto shown = published(report, csv);
        bool hides = csv.find(",,") != csv.npos || csv.find(",\n") != csv.npos;
        with_hidden += hides;
        for (std::size_t row = 0; row < shown.size(); ++row)
            for (std::size_t i = 0; i < 3; ++i) {
                EXPECT_FALSE(shown[row][i] > 0 && shown[row][i] < below);
                EXPECT_TRUE(shown[row][i] < 0 || shown[row][i] == report.rows[row][i]);
                with_shown += hides && shown[row][i] > 0;
            }
        auto found = Solver(report, shown).finds();
        ASSERT_FALSE(found) << "cell " << *found << " of report " << trial << "\n" << csv;
    }
    EXPECT_GT(with_hidden, 200) << "or nothing was tested";
    EXPECT_GT(with_shown, 500) << "hiding everything is no art";
}

TEST(Sums, P3_girls_and_boys_and_their_sum_hide_two_of_every_three)
{
    Report report;
    add_row(report, "North", "Year 1", {20, 3, 23});
    add_row(report, "North", "Year 2", {30, 31, 61});
    add_row(report, "North", "Year 3", {40, 41, 81});
    std::string csv;
    auto shown = published(report, csv);
    EXPECT_LT(shown[0][1], 0);
    EXPECT_GT(std::ranges::count(shown[0], -1), 1) << "or 23 − 20 is 3";
    EXPECT_FALSE(Solver(report, shown).finds());
}

TEST(Sums, P3_a_subtotal_does_not_give_away_what_its_rows_hide)
{
    Report report;
    add_row(report, "North", "Year 1", {20, 30, 50});
    add_row(report, "North", "Year 2", {4, 31, 35});
    add_row(report, "North", "Total", {24, 61, 85});
    report.row_sums = {{2, 0, 1}};
    std::string csv;
    EXPECT_FALSE(Solver(report, published(report, csv)).finds()) << csv;
}

TEST(Sums, P3_what_the_version_before_showed_hides_nothing_now)
{
    std::mt19937 random(5);
    for (int trial = 0; trial < 200; ++trial) {
        auto report = make_report(random);
        std::string csv;
        auto before = published(report, csv);
        // One cell of the rows becomes small, and the sums with it.
        auto row = report.row_sums.front().at(1);
        auto change = report.rows[row][0] - 3;
        if (change <= 0) continue;
        for (auto at : {row, report.row_sums.front().front(), report.rows.size() - 1})
            for (std::size_t i : {0U, 2U}) report.rows[at][i] -= change;
        auto now = published(report, csv);
        // A solver that takes for the same what both could be: shown before and hidden now with the same number.
        auto known = now;
        for (std::size_t r = 0; r < now.size(); ++r)
            for (std::size_t i = 0; i < 3; ++i)
                if (now[r][i] < 0 && before[r][i] == report.rows[r][i]) known[r][i] = before[r][i];
        bool all_hidden = std::ranges::all_of(
            now, [](const Cells& cells) { return std::ranges::all_of(cells, [](auto cell) { return cell <= 0; }); });
        if (all_hidden) continue;
        ASSERT_FALSE(Solver(report, known).finds()) << trial << "\n" << csv;
    }
}
} // namespace
} // namespace engine
