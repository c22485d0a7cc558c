#include "server/audit/audit_store.hpp"
#include "server/db/on_both_engines.hpp"

namespace audit
{
namespace
{
struct AuditStore : db::OnBothEngines {
    void note(const std::string& action)
    {
        transact([&](db::Session& db) {
            append(db, {0, "", 7, "Avery Stone", action, "run", 12, 1, "127.0.0.1", "r", "{}"});
        });
    }
    std::optional<std::int64_t> broken()
    {
        return database().read([](db::Session& db) { return first_broken(db); });
    }
};
ON_BOTH_ENGINES(AuditStore);

TEST_P(AuditStore, what_is_noted_is_read_in_order_and_the_chain_holds)
{
    EXPECT_EQ(broken(), std::nullopt);
    for (auto action : {"run.start", "run.approve", "run.cancel"}) note(action);
    auto events = database().read([](db::Session& db) { return events_of(db, "run", 12); });
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[1].action, "run.approve");
    EXPECT_EQ(events[1].actor_id, 7);
    EXPECT_EQ(broken(), std::nullopt);
}

TEST_P(AuditStore, the_history_is_filtered_and_newest_first)
{
    for (auto action : {"run.start", "run.approve"}) note(action);
    transact([](db::Session& db) {
        append(db, {0, "", 8, "Maya Okafor", "user.change", "user", 3, {}, "10.0.0.1", "r", "role: user to admin"});
    });
    auto ids = [&](const Filter& filter) {
        std::vector<std::int64_t> found;
        auto page = database().read([&](db::Session& db) { return list(db, filter, {}).value(); });
        for (const auto& event : page.results) found.push_back(event.id);
        EXPECT_EQ(database().read([&](db::Session& db) { return matching(db, filter).size(); }), found.size());
        return found;
    };
    using Ids = std::vector<std::int64_t>;
    EXPECT_EQ(ids({}), (Ids{3, 2, 1}));
    EXPECT_EQ(ids({"APPROVE", {}, {}, {}, {}, {}}), Ids{2});
    EXPECT_EQ(ids({"maya", {}, {}, {}, {}, {}}), Ids{3});
    EXPECT_EQ(ids({{}, "run", {}, {}, 12, {}}), (Ids{2, 1}));
    EXPECT_EQ(ids({{}, {}, "2020-01-01", "2020-02-01", {}, {}}), Ids{});
    EXPECT_EQ(ids({{}, {}, "2020-01-01", {}, {}, 8}), Ids{3});
    EXPECT_EQ(ids({{}, {}, {}, {}, {}, {}, true}), (Ids{2, 1}));
}

TEST_P(AuditStore, D3_a_row_changed_or_taken_away_shows)
{
    for (auto action : {"a", "b", "c"}) note(action);
    transact([](db::Session& db) { db.exec("UPDATE audit_log SET actor = 'Maya Okafor' WHERE id = 2"); });
    EXPECT_EQ(broken(), 2);
    transact([](db::Session& db) { db.exec("DELETE FROM audit_log WHERE id >= 2"); });
    EXPECT_EQ(broken(), 2); // also at the end of the chain
}

TEST_P(AuditStore, an_act_that_is_undone_leaves_no_record)
{
    EXPECT_THROW(transact([](db::Session& db) {
                     append(db, {0, "", {}, "hub", "x", "run", 1, {}, {}, {}, ""});
                     throw std::runtime_error("undone");
                 }),
                 std::runtime_error);
    note("a");
    EXPECT_EQ(broken(), std::nullopt);
}
} // namespace
} // namespace audit
