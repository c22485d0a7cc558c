#include "server/sources/folder.hpp"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace sources
{
namespace
{
using testing::HasSubstr;

constexpr auto now = "2026-11-30T07:30:30.000Z", long_ago = "2026-11-30T07:30:00.000Z",
               just_now = "2026-11-30T07:30:25.000Z";

Found file(const std::string& name, std::int64_t bytes = 100) { return {name, bytes, Instant{}}; }

struct Verdicts : testing::Test {
    void SetUp() override
    {
        known.now = now;
        feeds::FeedRules fees;
        fees.id = 1;
        fees.key = "fees";
        fees.title = "Fees";
        fees.period = engine::Period::week;
        fees.contract_version = 1;
        fees.match_filename = "fees*.csv";
        known.feeds = {fees};
    }
    void see(const Found& found, const char* first_seen, ItemState state = ItemState::seen)
    {
        Item item;
        item.identity = found.identity();
        item.first_seen = first_seen;
        item.state = state;
        known.items[found.identity()] = item;
    }
    SourceItem verdict(const Found& found, const std::vector<Found>& beside = {})
    {
        auto all = beside;
        all.insert(all.begin(), found);
        return verdicts(source, all, known).front();
    }
    SourceInput source;
    Known known;
};

TEST_F(Verdicts, a_file_is_taken_once_it_was_the_same_in_two_looks_far_enough_apart)
{
    auto fees = file("fees-2026-W48.csv");
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::settling);
    see(fees, just_now);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::settling);
    see(fees, long_ago);
    auto settled = verdict(fees);
    EXPECT_EQ(settled.verdict, FileVerdict::would_take);
    EXPECT_EQ(settled.period, "2026-W48");
    EXPECT_EQ(verdict(file("fees-2026-W48.csv", 101)).verdict, FileVerdict::settling) << "it grew";
}

TEST_F(Verdicts, names_of_files_that_are_still_being_written_are_left_alone)
{
    for (auto name : {"a.csv.part", "a.TMP", "a.crdownload", "~$a.xlsx", "a.csv.filepart", ".hidden", "._a.csv",
                      ".DS_Store", "Thumbs.db", "@eaDir", "a.csv~", "a.!sync"})
        EXPECT_EQ(verdict(file(name)).verdict, FileVerdict::ignored) << name;
    EXPECT_FALSE(is_temporary("fees.csv"));
}

TEST_F(Verdicts, a_ready_file_is_waited_for)
{
    source.ready_suffix = ".ok";
    auto fees = file("fees-2026-W48.csv");
    see(fees, long_ago);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::not_ready);
    auto ready = file("fees-2026-W48.csv.ok", 0);
    EXPECT_EQ(verdict(fees, {ready}).verdict, FileVerdict::would_take);
    EXPECT_EQ(verdict(ready, {fees}).verdict, FileVerdict::ignored);
}

TEST_F(Verdicts, a_ready_file_of_an_earlier_file_says_nothing_of_the_next)
{
    source.ready_suffix = ".ok";
    auto fees = file("fees-2026-W48.csv"), ready = file("fees-2026-W48.csv.ok");
    fees.changed = Instant(std::chrono::seconds(1));
    see(fees, long_ago);
    EXPECT_EQ(verdict(fees, {ready}).verdict, FileVerdict::not_ready);
    EXPECT_THAT(verdict(fees, {ready}).words, HasSubstr("older than the file"));
    ready.changed = fees.changed;
    EXPECT_EQ(verdict(fees, {ready}).verdict, FileVerdict::would_take);
}

TEST_F(Verdicts, what_is_there_again_after_it_was_moved_away_is_another_file)
{
    auto fees = file("fees-2026-W48.csv");
    see(fees, long_ago, ItemState::taken);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::taken);
    known.items[fees.identity()].cared_for = true;
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::settling);
}

TEST_F(Verdicts, a_name_that_is_no_text_is_shown_as_far_as_it_is)
{
    auto item = verdict(file("fees-\xff.csv"));
    EXPECT_EQ(item.verdict, FileVerdict::failed);
    EXPECT_EQ(item.name, "fees-\xef\xbf\xbd.csv");
}

TEST_F(Verdicts, a_long_name_is_known_by_something_short_and_still_is_a_name_of_its_own)
{
    auto named = [](char c, std::size_t length) { return file(std::string(length, c)).identity(); };
    EXPECT_TRUE(named('x', 255).starts_with(std::string(255, 'x')));
    EXPECT_LT(named('x', 4096).size(), 200U);
    EXPECT_NE(named('x', 4096), named('y', 4096));
    EXPECT_NE(named('x', 4096), named('x', 4095));
}

TEST_F(Verdicts, a_period_is_what_the_name_says_or_what_is_awaited_and_never_a_guess)
{
    auto fees = file("fees.csv");
    see(fees, long_ago);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::no_period);
    known.awaited[1] = "2026-W47";
    EXPECT_EQ(verdict(fees).period, "2026-W47");
    EXPECT_THAT(verdict(fees).words, HasSubstr("the oldest that is awaited"));
}

TEST_F(Verdicts, routes_come_before_the_names_that_feeds_expect)
{
    auto other = file("export-2026-W48.csv");
    see(other, long_ago);
    EXPECT_EQ(verdict(other).verdict, FileVerdict::no_rule);
    source.routes = {{"export*", 1}};
    EXPECT_EQ(verdict(other).verdict, FileVerdict::would_take);
    auto fees = file("fees-2026-W48.csv");
    see(fees, long_ago);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::no_rule) << "with routes, only they count";
    known.feeds[0].contract_version = 0;
    EXPECT_EQ(verdict(other).verdict, FileVerdict::no_rule) << "a draft takes no files";
}

TEST_F(Verdicts, what_was_taken_stays_taken_and_what_failed_waits_for_its_next_try)
{
    auto fees = file("fees-2026-W48.csv");
    see(fees, long_ago, ItemState::taken);
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::taken);
    see(fees, long_ago, ItemState::failed);
    known.items.begin()->second.next_try = "2026-11-30T07:31:00.000Z";
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::failed);
    known.items.begin()->second.next_try = long_ago;
    EXPECT_EQ(verdict(fees).verdict, FileVerdict::would_take);
}

struct FolderSource : testing::Test {
    void SetUp() override
    {
        above = std::filesystem::path(testing::TempDir()) / ("folder_source_" + std::to_string(getpid()));
        std::filesystem::remove_all(above);
        std::filesystem::create_directories(above / "in");
        std::filesystem::create_directories(above / "other");
    }
    void TearDown() override { std::filesystem::remove_all(above); }
    void write(const std::string& name, const std::string& text) { std::ofstream(above / name) << text; }
    std::filesystem::path above;
};

TEST_F(FolderSource, only_folders_below_a_named_one_are_opened)
{
    auto in = (above / "in").string();
    EXPECT_NO_THROW(Folder(in, {above.string()}));
    EXPECT_NO_THROW(Folder(in, {in}));
    EXPECT_THROW(Folder(in, {}), Refusal);
    EXPECT_THROW(Folder(in, {(above / "other").string()}), Refusal);
    EXPECT_THROW(Folder(in + "/../other", {in}), Refusal);
    std::filesystem::create_directory_symlink(above / "other", above / "in/out");
    EXPECT_THROW(Folder(in + "/out", {in}), Refusal);
    EXPECT_THROW(Folder((above / "inside").string(), {in}), Refusal) << "a name that begins alike is not below";
}

TEST_F(FolderSource, links_and_folders_are_no_files)
{
    write("other/secret", "secret");
    write("in/fees.csv", "id\n1\n");
    std::filesystem::create_symlink(above / "other/secret", above / "in/link.csv");
    std::filesystem::create_directory(above / "in/folder.csv");
    Folder folder((above / "in").string(), {above.string()});
    auto found = folder.list({}).found;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "fees.csv");
    std::filesystem::remove(above / "in/fees.csv");
    std::filesystem::create_symlink(above / "other/secret", above / "in/fees.csv");
    EXPECT_THROW(folder.fetch(found[0], [](std::string_view) {}), Refusal) << "became a link since it was found";
}

TEST_F(FolderSource, a_file_that_changes_while_it_is_read_is_refused)
{
    write("in/fees.csv", "id\n1\n");
    Folder folder((above / "in").string(), {above.string()});
    auto found = folder.list({}).found.at(0);
    EXPECT_THROW(
        folder.fetch(found, [&](std::string_view) { std::ofstream(above / "in/fees.csv", std::ios::app) << "2\n"; }),
        Refusal);
}

TEST_F(FolderSource, moving_never_overwrites)
{
    Folder folder((above / "in").string(), {above.string()});
    for (int i = 1; i <= 2; ++i) {
        write("in/fees.csv", std::string(static_cast<std::size_t>(i), 'x'));
        folder.move_to_taken(folder.list({}).found.at(0));
    }
    EXPECT_EQ(std::filesystem::file_size(above / "in/taken/fees.csv"), 1U);
    EXPECT_EQ(std::filesystem::file_size(above / "in/taken/fees-2.csv"), 2U);
    EXPECT_TRUE(folder.list({}).found.empty());
    // What has its name by now is not touched.
    write("in/fees.csv", "one");
    auto found = folder.list({}).found.at(0);
    write("in/fees.csv", "another");
    folder.remove(found);
    EXPECT_EQ(folder.list({}).found.size(), 1U);
}
} // namespace
} // namespace sources
