#include "engine/prepare/prepare.hpp"
#include "engine/publish/output.hpp"
#include "engine/publish/publish.hpp"
#include "engine/read/read_rows_for_tests.hpp"
#include "engine/summary/count_shield.hpp"
#include <gmock/gmock.h>
#include <random>
#include <set>

namespace engine
{
namespace
{
using testing::HasSubstr;
using testing::Not;

const std::vector<OutputColumn> columns{{"club", "Club"}, {"members", "Members", CellType::integer}};
constexpr std::int64_t below = 10;
using Counts = std::vector<std::int64_t>;

// What is published of these counts; hidden ones are −1. `before` is the clean.csv of the version before.
Counts published(const Counts& counts, const std::string& before = {}, std::string* csv = nullptr)
{
    CountShield shield(columns, {"members"}, below);
    if (!before.empty()) shield.remember(MemorySource(before));
    for (std::size_t at = 0; at < counts.size(); ++at) {
        auto club = "club " + std::to_string(at), members = std::to_string(counts[at]);
        std::string_view cells[] = {club, members};
        shield.add(cells);
    }
    Counts shown;
    StringSink sink;
    auto writer = csv_writer(sink, columns);
    shield.finish([&](std::span<const std::string_view> cells) {
        shown.push_back(is_null(cells[1]) ? -1 : std::stoll(std::string(cells[1])));
        writer->row(cells);
    });
    writer->finish();
    if (csv) *csv = sink.text;
    return shown;
}

// Every value that a hidden count can have, for somebody who knows the total and that 0 is always shown.
std::set<std::int64_t> possible(const Counts& shown, std::int64_t total, std::size_t at)
{
    std::int64_t left = total, others = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) shown[i] < 0 ? others += i != at : left -= shown[i];
    std::set<std::int64_t> values;
    if (others == 0) return {left};
    for (std::int64_t value = 1; value <= left - others; ++value) values.insert(value);
    return values;
}

TEST(CountShield, P3_small_counts_are_hidden_and_one_more_where_the_total_would_give_them_away)
{
    EXPECT_EQ(published({40, 25, 30}), (Counts{40, 25, 30}));
    EXPECT_EQ(published({40, 4, 30}), (Counts{40, -1, -1})) << "the smallest other one too";
    EXPECT_EQ(published({40, 4, 0, 7, 30}), (Counts{40, -1, 0, -1, 30}));
}

TEST(CountShield, P3_a_solver_finds_no_hidden_count_from_the_total)
{
    std::mt19937 random(7);
    for (int trial = 0; trial < 2000; ++trial) {
        Counts counts(2 + random() % 7);
        std::int64_t total = 0;
        for (auto& count : counts) total += count = static_cast<std::int64_t>(random() % 40);
        auto shown = published(counts);
        for (std::size_t at = 0; at < counts.size(); ++at) {
            EXPECT_FALSE(shown[at] > 0 && shown[at] < below);
            if (shown[at] >= 0) continue;
            bool all_hidden = std::ranges::none_of(shown, [](auto count) { return count > 0; });
            if (all_hidden) continue;
            EXPECT_GT(possible(shown, total, at).size(), 1U) << testing::PrintToString(counts);
        }
    }
}

TEST(CountShield, P3_the_last_two_versions_together_show_no_count_that_one_of_them_hides)
{
    std::string first;
    ASSERT_EQ(published({40, 4, 30, 11}, "", &first), (Counts{40, -1, 30, -1}));
    EXPECT_EQ(published({40, 14, 30, 11}), (Counts{40, 14, 30, 11})) << "alone it would show 11, and 15 − 11 is 4";
    EXPECT_EQ(published({40, 14, 30, 11}, first), (Counts{40, -1, 30, -1}));

    std::mt19937 random(11);
    for (int trial = 0; trial < 2000; ++trial) {
        Counts before(3 + random() % 5);
        for (auto& count : before) count = static_cast<std::int64_t>(random() % 40);
        auto now = before;
        now[random() % now.size()] = static_cast<std::int64_t>(random() % 40);
        std::string csv;
        auto shown_before = published(before, "", &csv);
        auto shown_now = published(now, csv);
        // A cell that is the same in both versions is never shown in one and hidden in the other.
        for (std::size_t at = 0; at < now.size(); ++at) {
            bool was_hidden = shown_before[at] < 0 && now[at] > 0;
            EXPECT_FALSE(was_hidden && shown_now[at] >= 0) << testing::PrintToString(now);
        }
    }
}

TEST(CountShield, P3_every_format_hides_the_same)
{
    auto rules = R"(feed: clubs
schema: {fields: [{name: club}, {name: members, type: integer}], primaryKey: club}
privacy: {suppress_below: 10, counts: [members]}
report: {totals: [members]}
publish: {formats: [csv, excel_csv, xlsx, pdf]}
)";
    MemorySource file("club,members\nChess,40\nChoir,4\nRobots,37\nPottery,23\n");
    Job job;
    job.file_name = "clubs.csv";
    job.file = &file;
    job.contract_text = rules;
    std::map<std::string, StringSink> files;
    auto open = [&](std::string_view name) { return &(files[std::string(name)] = StringSink()); };
    auto prepared = prepare(job, open, Watcher());
    ASSERT_EQ(prepared.rows_file, "passed.csv");
    EXPECT_THAT(files["passed.csv"].text, HasSubstr("Choir,4")) << "inside the hub the rows stay whole";
    MemorySource passed(files["passed.csv"].text);
    auto done = publish(job, prepared, passed, open, Watcher());
    EXPECT_EQ(files["clean.csv"].text, "club,members\nChess,40\nChoir,\nRobots,37\nPottery,\n");
    EXPECT_EQ(files["clean-excel.csv"].text, "\xef\xbb\xbf"
                                             "club,members\r\nChess,40\r\nChoir,\r\nRobots,37\r\nPottery,\r\n");
    ASSERT_EQ(done.summaries.size(), 2U);
    EXPECT_EQ(done.summaries[1].empty, 2);
    MemorySource workbook(files["clean.xlsx"].text);
    auto opened = open_file(workbook, "clean.xlsx", {});
    auto rows_of_workbook = read_rows(*opened.tables.at(0)).of(RowKind::data);
    ASSERT_GE(rows_of_workbook.size(), 4U);
    std::string in_workbook;
    for (const auto& row : rows_of_workbook) in_workbook += row.at(0) + " " + (row.size() > 1 ? row[1] : "") + ", ";
    EXPECT_THAT(in_workbook, HasSubstr("Chess 40, Choir , Robots 37, Pottery , "));

    auto first = files["clean.csv"].text;
    // The next version shows nothing that this one hid.
    MemorySource next("club,members\nChess,40\nChoir,14\nRobots,37\nPottery,23\n"), before(first);
    job.file = &next;
    job.published = &before;
    files.clear();
    auto again = prepare(job, open, Watcher());
    MemorySource rows(files["passed.csv"].text);
    publish(job, again, rows, open, Watcher());
    EXPECT_EQ(files["clean.csv"].text, "club,members\nChess,40\nChoir,\nRobots,37\nPottery,\n");
}

TEST(CountShield, P3_counts_need_their_threshold_and_are_whole_numbers)
{
    auto message = [](const std::string& privacy) -> std::string {
        try {
            parse_contract("feed: clubs\nschema: {fields: [{name: club}, {name: members, type: integer}]}\nprivacy: " +
                               privacy + "\n",
                           "clubs");
        } catch (const ContractErrors& errors) {
            return errors.errors().at(0).message;
        }
        return "";
    };
    EXPECT_EQ(message("{suppress_below: 10, counts: members}"), "");
    EXPECT_THAT(message("{counts: [members]}"), HasSubstr("suppress_below"));
    EXPECT_THAT(message("{suppress_below: 10, counts: [club]}"), HasSubstr("club"));
    EXPECT_THAT(message("{suppress_below: 10, counts: [clubs]}"), HasSubstr("clubs"));
}
} // namespace
} // namespace engine
