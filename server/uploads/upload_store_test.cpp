#include "server/runs/test_school.hpp"

namespace uploads
{
namespace
{
const auto everything = users::Scope::everything();

struct UploadStore : runs::SchoolTest {
    NewUpload file(const std::string& sha256 = "aa", std::optional<std::string> idem_key = std::nullopt)
    {
        return {feed,     "2026-W48",          "Fees final.csv", sha256, 12, "uploads/" + sha256,
                clerk.id, std::move(idem_key), "trace"};
    }
    Result<Upload> take(const NewUpload& upload)
    {
        auto taken = transact([&](db::Session& db) { return accept(db, upload); });
        if (!taken) return std::unexpected(taken.error());
        return taken->upload;
    }
    // Several threads at once; how each fared.
    std::vector<Accepting> take_at_once(const std::vector<NewUpload>& wanted)
    {
        std::vector<Accepting> taken(wanted.size());
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            threads.emplace_back(
                [&, i] { taken[i] = transact([&](db::Session& db) { return accept(db, wanted[i]); }).value(); });
        threads.clear();
        return taken;
    }
    static auto count(const std::vector<Accepting>& taken, Accepting::What what)
    {
        return std::ranges::count(taken, what, &Accepting::what);
    }
};
ON_BOTH_ENGINES(UploadStore);

TEST_P(UploadStore, an_accepted_file_has_a_row_and_a_run)
{
    auto made = take(file()).value();
    EXPECT_EQ(made.file_name, "Fees final.csv");
    EXPECT_EQ(made.uploader.name, "Ben Ito");
    auto first = run(made.run_id);
    EXPECT_EQ(first.state, runs::RunState::queued);
    EXPECT_EQ(first.upload.value().id, made.id);
    EXPECT_EQ(first.trace_id, "trace");
    EXPECT_EQ(first.started_by.value().id, clerk.id);
}

TEST_P(UploadStore, a_repeated_request_gets_the_same_answer_and_one_run)
{
    auto first = take(file("aa", "key-1")).value();
    EXPECT_EQ(take(file("aa", "key-1")).value().id, first.id);
    EXPECT_EQ(take(file("bb", "key-1")).error().why, Why::invalid);
    auto again = file("aa", "key-2");
    again.again = true;
    EXPECT_NE(take(again).value().id, first.id);
    again.idem_key.reset();
    EXPECT_NE(take(again).value().id, take(again).value().id); // no key, no promise
    database().read([&](db::Session& db) {
        EXPECT_EQ(runs::list(db, everything, {.upload_id = first.id}, {}).value().count, 1);
        EXPECT_EQ(find_by_key(db, clerk.id, "key-1").value().id, first.id);
        EXPECT_FALSE(find_by_key(db, moderator.id, "key-1")); // keys are each person's own
    });
}

TEST_P(UploadStore, the_same_bytes_for_the_same_period_are_found)
{
    auto first = take(file("aa")).value();
    database().read([&](db::Session& db) {
        EXPECT_EQ(find_same(db, feed.id, "2026-W48", "aa").value().id, first.id);
        EXPECT_FALSE(find_same(db, feed.id, "2026-W47", "aa"));
        EXPECT_FALSE(find_same(db, feed.id, "2026-W48", "bb"));
    });
}

TEST_P(UploadStore, the_same_file_sent_many_times_at_once_is_accepted_once)
{
    for (int round = 0; round < 10; ++round) {
        auto taken = take_at_once(std::vector(8, file("same " + std::to_string(round))));
        EXPECT_EQ(count(taken, Accepting::What::fresh), 1);
        EXPECT_EQ(count(taken, Accepting::What::sent_before), 7);
        for (const auto& one : taken) EXPECT_EQ(one.upload.id, taken[0].upload.id);
    }
}

TEST_P(UploadStore, D10_a_request_repeated_in_parallel_is_one_upload)
{
    for (int round = 0; round < 10; ++round) {
        auto number = std::to_string(round);
        auto taken = take_at_once(std::vector(8, file("keyed " + number, "key " + number)));
        EXPECT_EQ(count(taken, Accepting::What::fresh), 1);
        EXPECT_EQ(count(taken, Accepting::What::repeated_request), 7);
        for (const auto& one : taken) EXPECT_EQ(one.upload.id, taken[0].upload.id);
    }
}

TEST_P(UploadStore, a_file_sent_again_on_purpose_at_the_same_time_is_accepted_each_time)
{
    auto wanted = file("aa");
    wanted.again = true;
    EXPECT_EQ(count(take_at_once(std::vector(8, wanted)), Accepting::What::fresh), 8);
}

TEST_P(UploadStore, uploads_are_listed_newest_first_in_scope_and_searched_by_name)
{
    auto first = take(file("aa")).value(), second = take(file("bb")).value();
    database().read([&](db::Session& db) {
        auto page = list(db, everything, {}, {}).value();
        ASSERT_EQ(page.results.size(), 2U);
        EXPECT_EQ(page.results[0].id, second.id);
        EXPECT_EQ(list(db, everything, {{}, {}, "FINAL"}, {}).value().count, 2);
        EXPECT_EQ(list(db, everything, {{}, {}, "100%"}, {}).value().count, 0);
        auto others = users::Scope::of({feed.department.id + 1});
        EXPECT_EQ(list(db, others, {}, {}).value().count, 0);
        EXPECT_FALSE(find(db, others, first.id));
        EXPECT_TRUE(find(db, everything, first.id));
    });
}
} // namespace
} // namespace uploads
