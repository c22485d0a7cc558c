#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/feeds/draft_store.hpp"
#include "server/users/user_store.hpp"
#include <gmock/gmock.h>

namespace feeds
{
namespace
{
const auto everything = users::Scope::everything();

std::string rules(const std::string& title, const std::string& department = "fees")
{
    return "feed: fees-weekly\ntitle: " + title + "\ndepartment: " + department +
           "\nschema:\n  fields:\n    - {name: amount, type: number}\n";
}

struct DraftStore : db::OnBothEngines {
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        transact([&](db::Session& db) {
            fees = departments::insert(db, {"fees", "Fees"}).value().id;
            library = departments::insert(db, {"library", "Library"}).value().id;
            maya = person(db, "maya@north.test", "Maya Okafor");
            avery = person(db, "avery@north.test", "Avery Stone");
            feed = insert(db, {rules("Fees"), "first"}, maya).value().id;
        });
    }
    static std::int64_t person(db::Session& db, const std::string& email, const std::string& name)
    {
        return users::insert(db, {email, name, users::Role::moderator, "x", {}, false}).value().id;
    }
    Result<Draft> save(const NewDraft& draft, std::optional<std::int64_t> author = std::nullopt)
    {
        return transact(
            [&](db::Session& db) { return save_draft(db, everything, feed, draft, author.value_or(maya)); });
    }
    Result<FeedRules> live(std::int64_t revision)
    {
        return transact([&](db::Session& db) { return go_live(db, everything, feed, revision, avery); });
    }
    void add_file(const std::string& sha256)
    {
        transact([&](db::Session& db) { give_samples(db, {insert_sample(db, "good.csv", sha256, 10, maya)}, feed); });
    }
    bool tested(std::int64_t revision)
    {
        return transact([&](db::Session& db) { return mark_tested(db, feed, revision); });
    }
    FeedDetail detail()
    {
        return database().read([&](db::Session& db) { return find(db, everything, feed).value(); });
    }
    std::int64_t fees = 0, library = 0, maya = 0, avery = 0, feed = 0;
};
ON_BOTH_ENGINES(DraftStore);

TEST_P(DraftStore, a_draft_goes_live_and_the_history_says_who_wrote_it_and_who_put_it_in_force)
{
    auto draft = save({rules("Fees, new"), "shorter title"}).value();
    EXPECT_EQ(draft.version, 2);
    EXPECT_EQ(draft.revision, 1);
    EXPECT_EQ(draft.based_on, 1);
    EXPECT_EQ(detail().title, "Fees");
    EXPECT_EQ(detail().versions.at(0).state, ContractState::draft);

    EXPECT_EQ(live(1).value().contract_version, 2);
    auto now = detail();
    EXPECT_EQ(now.title, "Fees, new");
    ASSERT_EQ(now.versions.size(), 2U);
    EXPECT_EQ(now.versions[0].state, ContractState::live);
    EXPECT_EQ(now.versions[0].created_by.value().name, "Maya Okafor");
    EXPECT_EQ(now.versions[0].live_by.value().name, "Avery Stone");
    EXPECT_EQ(now.versions[0].note, "shorter title");
    EXPECT_TRUE(now.versions[0].live_at);
    EXPECT_EQ(now.versions[1].state, ContractState::retired);
    EXPECT_EQ(live(1).error().why, Why::conflict) << "there is no draft any more";
}

TEST_P(DraftStore, two_people_do_not_overwrite_one_another)
{
    EXPECT_TRUE(save({rules("One"), {}}));
    auto blind = save({rules("Two"), {}}, avery);
    ASSERT_FALSE(blind);
    EXPECT_EQ(blind.error().why, Why::conflict);
    EXPECT_NE(blind.error().message.find("Maya Okafor"), std::string::npos);
    EXPECT_EQ(save({rules("Two"), {}, 1}, avery).value().revision, 2);
    EXPECT_EQ(save({rules("Three"), {}, 1}).error().why, Why::conflict);
    EXPECT_EQ(live(1).error().why, Why::conflict) << "that was not the text that was read";
}

TEST_P(DraftStore, a_draft_is_tested_before_it_goes_live_and_again_after_each_change)
{
    add_file("aa");
    EXPECT_TRUE(save({rules("One"), {}}));
    EXPECT_EQ(live(1).error().message, "Test this draft on the stored files first.");
    EXPECT_TRUE(tested(1));
    EXPECT_TRUE(save({rules("Two"), {}, 1}));
    EXPECT_FALSE(tested(1)) << "there is another revision by now";
    EXPECT_EQ(live(2).error().why, Why::conflict);
    EXPECT_TRUE(tested(2));
    EXPECT_TRUE(live(2));
}

TEST_P(DraftStore, a_version_that_came_in_force_meanwhile_is_not_lost)
{
    EXPECT_TRUE(save({rules("Draft"), {}}));
    transact([&](db::Session& db) { return add_version(db, everything, feed, {rules("Between"), {}}, avery); }).value();
    auto states = detail().versions;
    ASSERT_EQ(states.size(), 3U);
    EXPECT_EQ(states[0].version, 3);
    EXPECT_EQ(states[0].state, ContractState::draft);
    EXPECT_NE(live(1).error().message.find("Version 2 came in force"), std::string::npos);
    EXPECT_EQ(save({rules("Both"), {}, 1}).value().based_on, 2);
    EXPECT_EQ(live(2).value().contract_version, 3);
}

TEST_P(DraftStore, a_draft_with_an_error_is_refused_at_its_place_and_the_old_one_stays)
{
    EXPECT_TRUE(save({rules("One"), {}}));
    EXPECT_THROW(save({rules("Two") + "colour: blue\n", {}, 1}), engine::ContractErrors);
    EXPECT_THROW(save({rules("Two", "library"), {}, 1}), engine::ContractErrors) << "files came for fees";
    database().read([&](db::Session& db) { EXPECT_EQ(find_draft(db, everything, feed).value().text, rules("One")); });
}

TEST_P(DraftStore, a_feed_may_begin_with_a_draft_that_still_moves)
{
    auto other = [](std::string text) { return text.replace(text.find("fees-weekly"), 11, "loans"); };
    auto id =
        transact([&](db::Session& db) { return insert_with_draft(db, {other(rules("Loans")), {}}, maya); }).value();
    auto read = [&] { return database().read([&](db::Session& db) { return find(db, everything, id).value(); }); };
    EXPECT_EQ(read().contract_version, 0);
    EXPECT_EQ(read().contract_text, other(rules("Loans")));
    database().read([&](db::Session& db) { EXPECT_EQ(all_rules(db, everything).size(), 1U) << "no file is for it"; });
    transact([&](db::Session& db) {
        return save_draft(db, everything, id, {other(rules("Loans, weekly", "library")), {}, 1}, maya);
    }).value();
    EXPECT_EQ(read().department.id, library);
    EXPECT_EQ(read().title, "Loans, weekly");
    transact([&](db::Session& db) { return go_live(db, everything, id, 2, avery); }).value();
    EXPECT_EQ(read().contract_version, 1);
}

TEST_P(DraftStore, throwing_a_draft_away_takes_a_feed_along_that_was_never_in_force)
{
    EXPECT_TRUE(save({rules("One"), {}}));
    auto discard = [&](std::int64_t id) {
        return transact([&](db::Session& db) { return discard_draft(db, everything, id); });
    };
    EXPECT_TRUE(discard(feed));
    EXPECT_EQ(detail().versions.size(), 1U);
    EXPECT_EQ(discard(feed).error().why, Why::conflict);
    auto other = rules("Loans").replace(6, 11, "loans");
    auto id = transact([&](db::Session& db) { return insert_with_draft(db, {other, {}}, maya); }).value();
    EXPECT_TRUE(discard(id));
    database().read([&](db::Session& db) { EXPECT_FALSE(find(db, everything, id)); });
}

TEST_P(DraftStore, other_departments_see_no_draft)
{
    EXPECT_TRUE(save({rules("One"), {}}));
    database().read([&](db::Session& db) {
        EXPECT_FALSE(find_draft(db, users::Scope::of({library}), feed));
        EXPECT_TRUE(find_draft(db, users::Scope::of({fees}), feed));
    });
}

TEST_P(DraftStore, good_files_wait_for_their_sender_and_are_forgotten_after_a_day)
{
    transact([&](db::Session& db) {
        auto sample = insert_sample(db, "good.csv", "aa", 10, maya);
        EXPECT_EQ(samples_of(db, {sample.id}, avery).size(), 0U);
        EXPECT_EQ(samples_of(db, {sample.id}, maya).size(), 1U);
        EXPECT_EQ(forget_samples(db), 0);
        db.exec("UPDATE samples SET received_at = $1", db.now(-std::chrono::hours(25)));
        EXPECT_EQ(forget_samples(db), 1);
    });
    add_file("aa");
    add_file("aa");
    add_file("bb");
    database().read([&](db::Session& db) { EXPECT_EQ(last_files(db, feed, 5).size(), 2U) << "the same content once"; });
}
} // namespace
} // namespace feeds
