#include "server/db/on_both_engines.hpp"
#include "server/notifications/relay.hpp"
#include <set>
#include <thread>

namespace notifications
{
namespace
{
struct OutboxStore : db::OnBothEngines {
    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
    int woken = 0;
    Outbox outbox{keys, [this] { ++woken; }};
    mail::Message message{"ben@north.test", "Your file", "words", "<p>words</p>"};

    void mail(const std::string& key)
    {
        transact([&](db::Session& db) { add_mail(db, outbox, key, message); });
    }
    std::optional<OutboxItem> taken()
    {
        return transact([](db::Session& db) { return take(db); });
    }
    void make_due()
    {
        transact([](db::Session& db) { db.exec("UPDATE outbox SET not_before = $1", db.now()); });
    }
    MailEntry only()
    {
        return database().read([&](db::Session& db) { return list_mails(db, keys, {}).value().results.at(0); });
    }
};
ON_BOTH_ENGINES(OutboxStore);

TEST_P(OutboxStore, the_same_mail_asked_for_twice_is_one_and_its_words_are_not_readable)
{
    mail("report:1:ben");
    mail("report:1:ben");
    auto item = taken().value();
    EXPECT_FALSE(taken());
    EXPECT_EQ(item.payload.find("words"), std::string::npos);
    EXPECT_EQ(woken, 2);
    EXPECT_EQ(only().to, "ben@north.test");
}

TEST_P(OutboxStore, a_transaction_that_is_undone_sends_nothing)
{
    EXPECT_THROW(transact([&](db::Session& db) {
                     add_mail(db, outbox, "a", message);
                     throw std::runtime_error("undone");
                 }),
                 std::runtime_error);
    EXPECT_FALSE(taken());
    EXPECT_EQ(woken, 0);
}

TEST_P(OutboxStore, what_went_wrong_is_tried_again_later_each_time)
{
    EXPECT_EQ(back_off(1).count(), 5);
    EXPECT_EQ(back_off(2).count(), 10);
    EXPECT_EQ(back_off(36), std::chrono::hours(1));
    mail("a");
    auto first = taken().value();
    transact([&](db::Session& db) { put_back(db, first, "no connection"); });
    EXPECT_FALSE(taken()); // not yet
    EXPECT_EQ(only().last_error, "no connection");
    make_due();
    auto second = taken().value();
    EXPECT_EQ(second.attempts, 2);
    EXPECT_EQ(message_id(second, "north.test"), message_id(first, "north.test"));
    transact([&](db::Session& db) { settle(db, keys, second, Outcome::sent); });
    make_due();
    EXPECT_FALSE(taken());
    EXPECT_EQ(only().outcome, Outcome::sent);
}

TEST_P(OutboxStore, a_mail_that_was_sent_keeps_no_words_and_a_kept_one_does)
{
    mail("a");
    auto item = taken().value();
    transact([&](db::Session& db) { settle(db, keys, item, Outcome::sent); });
    auto left = database().read([&](db::Session& db) { return find_mail(db, keys, item.id); }).value();
    EXPECT_EQ(left.subject, "Your file");
    EXPECT_EQ(left.text + left.html, "");
    mail("b");
    item = taken().value();
    transact([&](db::Session& db) { settle(db, keys, item, Outcome::kept); });
    EXPECT_EQ(database().read([&](db::Session& db) { return find_mail(db, keys, item.id); }).value().text, "words");
    transact([&](db::Session& db) { EXPECT_EQ(forget_ended_before(db, db.now(std::chrono::hours(1))), 2); });
}

TEST_P(OutboxStore, D10_relays_side_by_side_take_each_item_once)
{
    for (int i = 0; i < 20; ++i) mail("mail " + std::to_string(i));
    std::mutex mutex;
    std::multiset<std::int64_t> seen;
    {
        std::vector<std::jthread> relays;
        for (int i = 0; i < 4; ++i)
            relays.emplace_back([&] {
                while (auto item = taken()) {
                    std::lock_guard lock(mutex);
                    seen.insert(item->id);
                }
            });
    }
    EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), seen.size());
    EXPECT_EQ(seen.size(), 20u);
}

TEST_P(OutboxStore, the_relay_does_work_and_its_end_in_one_transaction)
{
    Relay relay(database(), keys, {});
    int tries = 0;
    relay.add_topic("count", [&](db::Session& db, const std::string& text) {
        db.exec("INSERT INTO settings (name, value) VALUES ('counted', $1)", text);
        if (++tries == 1) throw std::runtime_error("not this time");
    });
    transact([&](db::Session& db) { add(db, relay.outbox(), "count", "once", "7"); });
    EXPECT_TRUE(relay.step());
    auto counted = [&] {
        return database().read(
            [](db::Session& db) { return db.value<int>("SELECT COUNT(*) FROM settings WHERE name = 'counted'"); });
    };
    EXPECT_EQ(counted(), 0);
    EXPECT_FALSE(relay.step());
    make_due();
    EXPECT_TRUE(relay.step());
    EXPECT_EQ(counted(), 1);
    make_due();
    EXPECT_FALSE(relay.step());
}
// A bucket that does not answer refuses in words; the thread that sends must outlive it.
TEST_P(OutboxStore, what_is_refused_is_put_back_like_every_other_failure)
{
    Relay relay(database(), keys, {});
    int refused = 0;
    relay.add_topic("refused", [&](db::Session&, const std::string&) {
        ++refused;
        throw Refusal{Why::unavailable, "The storage does not answer."};
    });
    transact([&](db::Session& db) { add(db, relay.outbox(), "refused", "once", "7"); });
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(relay.step());
        EXPECT_FALSE(relay.step()) << "it waits";
        make_due();
    }
    EXPECT_EQ(refused, 2);
}

TEST_P(OutboxStore, what_somebody_waits_for_comes_first_and_has_a_lane_of_its_own)
{
    mail("report:1:ben");
    mail("handover:2");
    mail("account:reset");
    transact([&](db::Session& db) { add(db, outbox, "password-reset", "password-reset:1", "ben@north.test"); });
    auto take_from = [&](Which which) { return transact([&](db::Session& db) { return take(db, which); }); };
    EXPECT_EQ(take_from(Which::any).value().dedup_key, "account:reset");
    EXPECT_EQ(take_from(Which::urgent).value().dedup_key, "password-reset:1");
    EXPECT_FALSE(take_from(Which::urgent)) << "that lane is kept free of everything else";
    EXPECT_EQ(take_from(Which::any).value().dedup_key, "report:1:ben");
}
} // namespace
} // namespace notifications
