#include "server/links/link_store.hpp"
#include "server/runs/test_school.hpp"
#include <atomic>

namespace links
{
namespace
{
struct LinkStore : runs::SchoolTest {
    void SetUp() override
    {
        SchoolTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        send();
        run_id = hold_next().id;
        made = transact([&](db::Session& db) { return create(db, run_id, "head@village.test", moderator.id); });
    }
    std::optional<OpenLink> open()
    {
        return database().read([&](db::Session& db) { return find_open(db, made.clear); });
    }
    std::string code()
    {
        auto link = open().value();
        return transact([&](db::Session& db) { return issue_code(db, link, made.clear); });
    }
    std::optional<std::string> enter_with(const std::string& code)
    {
        return transact([&](db::Session& db) { return enter(db, made.clear, code); });
    }
    std::int64_t run_id = 0;
    NewLink made;
};
ON_BOTH_ENGINES(LinkStore);

TEST_P(LinkStore, P4_a_link_opens_its_run_for_72_hours_until_it_is_taken_back)
{
    EXPECT_EQ(open().value().run_id, run_id);
    transact([&](db::Session& db) { return revoke(db, run_id, made.link.id); }).value();
    EXPECT_FALSE(open());
    EXPECT_FALSE(transact([&](db::Session& db) { return revoke(db, run_id, made.link.id); }));

    made = transact([&](db::Session& db) { return create(db, run_id, "head@village.test", moderator.id); });
    EXPECT_TRUE(open());
    transact(
        [](db::Session& db) { db.exec("UPDATE answer_links SET expires_at = $1", db.now(-std::chrono::seconds(1))); });
    EXPECT_FALSE(open());
}

TEST_P(LinkStore, P4_nothing_that_opens_a_link_is_kept_in_the_clear)
{
    auto sent = code();
    auto access = enter_with(sent).value();
    for (const auto& secret : {made.clear, sent, access}) {
        auto count = database().read([&](db::Session& db) {
            return db.value<std::int64_t>(
                "SELECT COUNT(*) FROM answer_links WHERE link_sha256 = $1 OR code_sha256 = $1 "
                "OR access_sha256 = $1",
                secret);
        });
        EXPECT_EQ(count, 0);
    }
}

TEST_P(LinkStore, P4_a_code_works_once_and_is_dead_after_five_wrong_ones)
{
    auto first = code();
    auto access = enter_with(first);
    ASSERT_TRUE(access);
    EXPECT_TRUE(database().read([&](db::Session& db) { return find_entered(db, *access); }));
    EXPECT_FALSE(enter_with(first));
    auto second = code();
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(enter_with("wrong"));
    EXPECT_FALSE(enter_with(second));
}

TEST_P(LinkStore, P4_an_answer_ends_the_link_and_so_does_the_end_of_its_makers_account)
{
    auto access = enter_with(code()).value();
    EXPECT_TRUE(transact([&](db::Session& db) { return mark_answered(db, made.link.id); }));
    EXPECT_FALSE(transact([&](db::Session& db) { return mark_answered(db, made.link.id); }));
    EXPECT_FALSE(database().read([&](db::Session& db) { return find_entered(db, access); }));
    made = transact([&](db::Session& db) { return create(db, run_id, "head@village.test", moderator.id); });
    transact([&](db::Session& db) { db.exec("UPDATE users SET disabled_at = $1", db.now()); });
    EXPECT_FALSE(open());
}

TEST_P(LinkStore, P4_of_parallel_uses_of_a_code_one_wins)
{
    for (int round = 0; round < 50; ++round) {
        auto sent = code();
        std::atomic<int> won = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    if (enter_with(sent)) ++won;
                });
        }
        EXPECT_EQ(won, 1);
    }
}
} // namespace
} // namespace links
