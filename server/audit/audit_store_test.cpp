#include "base/json.hpp"
#include "base/sha256.hpp"
#include "server/audit/chain_store.hpp"
#include "server/audit/verifier.hpp"
#include "server/db/on_both_engines.hpp"
#include <fstream>

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
    void SetUp() override
    {
        OnBothEngines::SetUp();
        use_keys(&keys);
    }
    void TearDown() override
    {
        use_keys(nullptr);
        OnBothEngines::TearDown();
    }
    ChainState check()
    {
        auto anchors = anchors_in(anchors_file());
        return database().read([&](db::Session& db) { return check_chain(db, anchors); });
    }
    std::optional<std::int64_t> broken() { return check().first_broken; }
    std::filesystem::path anchors_file() { return folder() / "anchors.jsonl"; }
    void note_end()
    {
        note_anchor(anchors_file(), database().read([](db::Session& db) { return anchor(db); }));
    }
    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
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

struct ForgedRow : AuditEvent {
    std::string detail_hash, hash;
};
BOOST_DESCRIBE_STRUCT(ForgedRow, (AuditEvent), (detail_hash, hash))

TEST_P(AuditStore, D3_who_has_the_database_alone_cannot_write_a_history_that_holds)
{
    for (auto action : {"a", "b", "c"}) note(action);
    // The same chain again with another first event, hashed with all that the database and the source code tell.
    transact([](db::Session& db) {
        std::string before;
        for (auto event :
             db.all<ForgedRow>("SELECT id, at, actor_id, actor, action, subject, subject_id, department_id, "
                               "address, request_id, detail, detail_hash, hash FROM audit_log ORDER BY id")) {
            if (event.id == 1) event.actor = "Maya Okafor";
            AuditEvent hashed = event;
            hashed.detail = event.detail_hash;
            auto key = event.hash.substr(0, event.hash.find('.') + 1);
            before = key + sha256_hex(before + json::serialize(json::encode(hashed)));
            db.exec("UPDATE audit_log SET actor = $2, hash = $3 WHERE id = $1", event.id, event.actor, before);
        }
        db.exec("UPDATE audit_head SET hash = $1", before);
    });
    EXPECT_EQ(broken(), 1);
}

TEST_P(AuditStore, D3_an_end_that_was_cut_off_shows_by_its_anchor)
{
    for (auto action : {"a", "b", "c"}) note(action);
    note_end();
    EXPECT_TRUE(check().holds);
    // The rows and the head as they were after the second event: a chain that holds by itself.
    transact([](db::Session& db) {
        db.exec("DELETE FROM audit_log WHERE id = 3");
        db.exec("UPDATE audit_head SET last_id = 2, hash = (SELECT hash FROM audit_log WHERE id = 2)");
    });
    EXPECT_EQ(broken(), 3);
    auto last = anchors_in(anchors_file()).back();
    EXPECT_TRUE(database().read([&](db::Session& db) { return has_lost(db, last); }));
    note("d"); // the number is there again, the event is not
    EXPECT_EQ(broken(), 3);
    note_end(); // the start of a hub says so once, and goes on from there
    EXPECT_TRUE(check().holds);
}

TEST_P(AuditStore, D3_a_key_that_is_missing_is_not_called_a_forgery)
{
    note("a");
    auto fresh = SealingKeys::from_lines(SealingKeys::new_line());
    use_keys(&fresh);
    EXPECT_TRUE(check().key_missing);
}

TEST_P(AuditStore, P1_a_detail_is_taken_out_for_good_and_the_chain_holds)
{
    transact([](db::Session& db) {
        append(db, {0, "", 7, "Avery Stone", "run.note", "run", 12, 1, {}, {}, "the mother of S-7777 called"});
        append(db, {0, "", 7, "Avery Stone", "run.note", "run", 12, 1, {}, {}, "another"});
    });
    auto gone = transact([](db::Session& db) {
        return forget_details(db, [](std::string_view detail) { return detail.find("S-7777") != detail.npos; });
    });
    EXPECT_EQ(gone, 1);
    auto events = database().read([](db::Session& db) { return events_of(db, "run", 12); });
    EXPECT_EQ(events.at(0).detail, "(erased)");
    EXPECT_EQ(events.at(1).detail, "another");
    auto state = check();
    EXPECT_TRUE(state.holds);
    EXPECT_EQ(state.taken_out, 1);
    // Nobody can put other words in its place.
    transact([](db::Session& db) { db.exec("UPDATE audit_log SET detail = 'nothing' WHERE id = 1"); });
    EXPECT_EQ(broken(), 1);
}

TEST_P(AuditStore, D3_reading_beside_writers_never_cries_wolf)
{
    std::jthread writer([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) note("a");
    });
    for (int i = 0; i < 60; ++i) EXPECT_EQ(broken(), std::nullopt);
}

TEST_P(AuditStore, D3_a_chain_from_before_there_were_keys_is_sealed_once_and_says_whether_it_held)
{
    auto hashed_as_before = [&] {
        transact([](db::Session& db) {
            std::string before;
            for (const auto& event : db.all<AuditEvent>("SELECT * FROM audit_log ORDER BY id")) {
                before = sha256_hex(before + json::serialize(json::encode(event)));
                db.exec("UPDATE audit_log SET salt = NULL, detail_hash = NULL, hash = $2 WHERE id = $1", event.id,
                        before);
            }
            db.exec("UPDATE audit_head SET hash = $1", before);
        });
    };
    for (auto action : {"a", "b", "c"}) note(action);
    hashed_as_before();
    transact([](db::Session& db) { seal_earlier_rows(db); });
    EXPECT_TRUE(check().holds);
    EXPECT_EQ(check().events, 4);
    transact([](db::Session& db) { seal_earlier_rows(db); });
    EXPECT_EQ(check().events, 4);
    auto said = [&] { return database().read([](db::Session& db) { return matching(db, {}).front().detail; }); };
    EXPECT_EQ(said(), "3 events from before; none changed, none missing");
    hashed_as_before();
    transact([](db::Session& db) { db.exec("UPDATE audit_log SET actor = 'Somebody' WHERE id = 2"); });
    transact([](db::Session& db) { seal_earlier_rows(db); });
    EXPECT_EQ(said(), "4 events from before; number 2 was changed or is missing");
}

TEST_P(AuditStore, a_check_runs_beside_the_requests_and_is_asked_for_again)
{
    for (int i = 0; i < 5; ++i) note("a");
    Verifier verifier(database(), anchors_file());
    Checked checked;
    do checked = verifier.check(std::chrono::milliseconds(1));
    while (checked.running);
    EXPECT_TRUE(checked.holds);
    EXPECT_EQ(checked.events, 5);
    transact([](db::Session& db) { db.exec("UPDATE audit_log SET actor = 'Somebody' WHERE id = 2"); });
    do checked = verifier.check();
    while (checked.running);
    EXPECT_EQ(checked.first_broken, 2);
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
