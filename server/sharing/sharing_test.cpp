// Subscriptions, deliveries and what becomes of them, without a mail server: the relay keeps every mail.
#include "server/sharing/test_sharing.hpp"

namespace sharing
{
namespace
{
struct Sharing : SharingTest {
};
ON_BOTH_ENGINES(Sharing);
using enum DeliveryState;

TEST_P(Sharing, everybody_who_subscribes_gets_a_version_once_and_a_link_without_rows)
{
    allow({"trust.test"});
    subscribe_to("ben@north.test");
    subscribe_to("head@trust.test");
    auto report = publish();
    transact([&](db::Session& db) {
        hand_over(db, report);
        mail_waiting(db, desk, report.id);
    }); // once more changes nothing
    EXPECT_EQ(state_of(report.id, "ben@north.test"), waiting);
    relay_all();
    EXPECT_EQ(mailed_to("Fees"), (std::vector<std::string>{"ben@north.test", "head@trust.test"}));
    EXPECT_EQ(state_of(report.id, "ben@north.test"), sent);
    EXPECT_EQ(state_of(report.id, "head@trust.test"), sent);
    EXPECT_EQ(deliveries(report.id).size(), 2U);
}

TEST_P(Sharing, a_transaction_that_is_undone_hands_nothing_over)
{
    subscribe_to("ben@north.test");
    auto report = publish();
    relay_all();
    EXPECT_THROW(transact([&](db::Session& db) {
                     auto again = report;
                     db.exec("DELETE FROM deliveries");
                     hand_over(db, again);
                     mail_waiting(db, desk, again.id);
                     throw std::runtime_error("undone");
                 }),
                 std::runtime_error);
    relay_all();
    EXPECT_EQ(mailed_to("Fees").size(), 1U);
}

TEST_P(Sharing, P2_who_is_switched_off_gets_nothing_more_also_what_waits)
{
    allow({"north.test"});
    subscribe_to("ben@north.test");
    auto waiting_one = publish();
    close_account("ben@north.test");
    relay_all();
    EXPECT_EQ(state_of(waiting_one.id, "ben@north.test"), suppressed);
    auto later = publish();
    relay_all();
    EXPECT_EQ(state_of(later.id, "ben@north.test"), suppressed);
    EXPECT_TRUE(mailed_to("Fees").empty());
    // The address of a closed account is not one outside of the school, though its domain is allowed.
    EXPECT_TRUE(database().read([](db::Session& db) { return target_of(db, "BEN@north.test"); }).user_id);
}

TEST_P(Sharing, P2_an_address_outside_gets_nothing_once_its_domain_is_not_allowed_any_more)
{
    allow({"trust.test"});
    subscribe_to("head@trust.test");
    auto report = publish();
    allow({});
    relay_all();
    EXPECT_EQ(state_of(report.id, "head@trust.test"), suppressed);
    EXPECT_TRUE(mailed_to("Fees").empty());
}

TEST_P(Sharing, what_is_stopped_or_withdrawn_before_the_mail_goes_out_is_not_sent)
{
    auto subscription = subscribe_to("ben@north.test");
    auto first = publish();
    transact([&](db::Session& db) { stop(db, subscription, moderator.id).value(); });
    relay_all();
    EXPECT_EQ(state_of(first.id, "ben@north.test"), suppressed);
    subscribe_to("ben@north.test");
    auto second = publish();
    transact([&](db::Session& db) {
        withdraw(db, second.id, "Avery Stone", "wrong term").value();
        take_back(db, desk, reports::find(db, everything, second.id).value());
    });
    relay_all();
    EXPECT_EQ(state_of(second.id, "ben@north.test"), suppressed);
    EXPECT_TRUE(mailed_to("").empty());
}

TEST_P(Sharing, whoever_has_a_version_is_told_that_it_was_replaced_or_withdrawn)
{
    auto subscription = subscribe_to("ben@north.test");
    publish();
    relay_all();
    transact([&](db::Session& db) { stop(db, subscription, moderator.id).value(); });
    subscribe_to("maya@north.test");
    auto second = publish();
    relay_all();
    EXPECT_EQ(mailed_to("Corrected"), std::vector<std::string>{"ben@north.test"});
    EXPECT_EQ(mailed_to("(version 2)"), std::vector<std::string>{"maya@north.test"});
    transact([&](db::Session& db) {
        withdraw(db, second.id, "Avery Stone", "wrong term").value();
        EXPECT_FALSE(withdraw(db, second.id, "Avery Stone", "again"));
        take_back(db, desk, reports::find(db, everything, second.id).value());
    });
    relay_all();
    EXPECT_EQ(mailed_to("Withdrawn"), std::vector<std::string>{"maya@north.test"});
}

TEST_P(Sharing, a_list_of_runs_says_what_became_of_their_reports)
{
    auto first = publish(), second = publish();
    auto stands = [&](const reports::Report& report) {
        return database().read([&](db::Session& db) {
            auto by_id = runs::find(db, everything, report.run_id).value().report.value();
            EXPECT_EQ(by_id.id, report.id);
            return by_id.stands;
        });
    };
    auto of_feed = [&] {
        return database().read(
            [&](db::Session& db) { return feeds::find(db, everything, feed.id)->last_report->stands; });
    };
    EXPECT_EQ(stands(first), reports::StandsAs::superseded);
    EXPECT_EQ(stands(second), reports::StandsAs::current);
    EXPECT_EQ(of_feed(), reports::StandsAs::current);
    transact([&](db::Session& db) { withdraw(db, second.id, "Avery Stone", "wrong term").value(); });
    EXPECT_EQ(stands(first), reports::StandsAs::superseded);
    EXPECT_EQ(stands(second), reports::StandsAs::withdrawn);
    EXPECT_EQ(of_feed(), reports::StandsAs::withdrawn);
}

TEST_P(Sharing, whoever_has_a_version_is_told_when_nothing_of_the_next_one_goes_to_them)
{
    subscribe_to("ben@north.test");
    auto first = publish();
    relay_all();
    auto empty = publish(0);
    EXPECT_EQ(state_of(empty.id, "ben@north.test"), suppressed);
    relay_all();
    EXPECT_EQ(mailed_to("Corrected"), std::vector<std::string>{"ben@north.test"});
    EXPECT_EQ(state_of(first.id, "ben@north.test"), sent);
}

TEST_P(Sharing, a_version_that_was_replaced_before_its_mail_went_out_is_not_sent)
{
    subscribe_to("ben@north.test");
    auto first = publish(), second = publish();
    relay_all();
    EXPECT_EQ(state_of(first.id, "ben@north.test"), suppressed);
    EXPECT_EQ(state_of(second.id, "ben@north.test"), sent);
    EXPECT_EQ(mailed_to("Fees"), std::vector<std::string>{"ben@north.test"});
}

// The server of the mails takes its time: what arrives after all is put right as everywhere else.
TEST_P(Sharing, a_mail_that_was_on_its_way_while_its_version_fell_is_followed_by_the_notice)
{
    auto arrives = [&](std::int64_t report) {
        auto key = "delivery:" + std::to_string(deliveries(report).back().id) + ":1";
        transact([&](db::Session& db) { mail_watch(desk).settled(db, key, notifications::Outcome::sent, ""); });
    };
    auto subscription = subscribe_to("ben@north.test");
    auto withdrawn = publish();
    transact([&](db::Session& db) {
        withdraw(db, withdrawn.id, "Avery Stone", "wrong term").value();
        take_back(db, desk, reports::find(db, everything, withdrawn.id).value());
    });
    arrives(withdrawn.id);
    EXPECT_EQ(deliveries(withdrawn.id).back().state, sent);
    auto replaced = publish();
    transact([&](db::Session& db) { stop(db, subscription, moderator.id).value(); });
    publish();
    arrives(replaced.id);
    relay_all();
    EXPECT_EQ(mailed_to("Withdrawn"), std::vector<std::string>{"ben@north.test"});
    EXPECT_EQ(mailed_to("Corrected"), std::vector<std::string>{"ben@north.test"});
}

TEST_P(Sharing, a_link_mailed_to_a_person_is_theirs_however_the_address_is_written)
{
    auto first = publish();
    auto clear = transact([&](db::Session& db) { return create_link(db, {first.id, {}, "BEN@North.Test"}).clear; });
    auto is_closed = [&] {
        return database().read([&](db::Session& db) { return open_link(db, clear).value().closed; });
    };
    publish();
    relay_all();
    EXPECT_EQ(mailed_to("Corrected"), std::vector<std::string>{"ben@north.test"});
    EXPECT_FALSE(is_closed());
    close_account("ben@north.test");
    EXPECT_TRUE(is_closed());
}

TEST_P(Sharing, nothing_is_sent_of_an_empty_report_unless_it_is_asked_for)
{
    subscribe_to("ben@north.test");
    Terms all;
    all.skip_empty = false;
    subscribe_to("maya@north.test", all);
    auto report = publish(0);
    relay_all();
    EXPECT_EQ(mailed_to("Fees"), std::vector<std::string>{"maya@north.test"});
    EXPECT_EQ(state_of(report.id, "ben@north.test"), suppressed);
}

TEST_P(Sharing, the_file_rules_keep_their_own_recipients)
{
    auto shown = [&] {
        return database().read([&](db::Session& db) {
            std::vector<std::string> all;
            for (const auto& one : subscriptions_of(db, feed.id))
                all.push_back(one.recipient.email + " " + json::enum_text(one.origin));
            std::ranges::sort(all);
            return all;
        });
    };
    subscribe_to("maya@north.test");
    auto keep = [&](std::vector<std::string> addresses) {
        transact([&](db::Session& db) { keep_rules(db, feed.id, addresses, moderator.id); });
    };
    keep({"ben@north.test", "maya@north.test", "a@trust.test"});
    EXPECT_EQ(shown(),
              (std::vector<std::string>{"a@trust.test rules", "ben@north.test rules", "maya@north.test hand"}));
    keep({"a@trust.test"});
    EXPECT_EQ(shown(), (std::vector<std::string>{"a@trust.test rules", "maya@north.test hand"}));
    auto id = database().read([&](db::Session& db) { return subscriptions_of(db, feed.id); });
    for (const auto& one : id) {
        if (one.origin != SubscriptionOrigin::rules) continue;
        EXPECT_FALSE(transact([&](db::Session& db) { return stop(db, one.id, moderator.id); }));
    }
}

TEST_P(Sharing, a_mail_that_fails_is_told_to_who_made_the_subscription_and_can_be_sent_again)
{
    subscribe_to("ben@north.test");
    auto report = publish();
    auto id = deliveries(report.id).front().id;
    transact([&](db::Session& db) {
        mail_watch(desk).settled(db, "delivery:" + std::to_string(id) + ":1", notifications::Outcome::failed,
                                 "no such user");
        db.exec("DELETE FROM outbox WHERE dedup_key LIKE 'delivery:%'");
    });
    relay_all();
    EXPECT_EQ(state_of(report.id, "ben@north.test"), failed);
    EXPECT_EQ(mailed_to("did not arrive"), std::vector<std::string>{"maya@north.test"});
    transact([&](db::Session& db) { send_again(db, desk, find_delivery(db, everything, id).value()); });
    relay_all();
    EXPECT_EQ(state_of(report.id, "ben@north.test"), sent);
    EXPECT_THROW(transact([&](db::Session& db) { send_again(db, desk, find_delivery(db, everything, id).value()); }),
                 Refusal);
    std::vector<DeliveryAct> steps;
    for (const auto& step : database().read([&](db::Session& db) { return steps_of(db, id); }))
        steps.push_back(step.what);
    EXPECT_EQ(steps, (std::vector<DeliveryAct>{DeliveryAct::queued, DeliveryAct::failed, DeliveryAct::again,
                                               DeliveryAct::sent}));
}

TEST_P(Sharing, a_delivery_belongs_to_its_recipient_alone)
{
    auto subscription = subscribe_to("ben@north.test");
    auto id = deliveries(publish().id).front().id;
    database().read([&](db::Session& db) {
        EXPECT_TRUE(find_own(db, clerk.id, id));
        EXPECT_FALSE(find_own(db, moderator.id, id));
        EXPECT_FALSE(find_delivery(db, users::Scope::of({}), id));
    });
    // Who is told of a correction gets no rows by that.
    relay_all();
    transact([&](db::Session& db) { stop(db, subscription, moderator.id).value(); });
    publish();
    database().read([&](db::Session& db) {
        auto told =
            db.value<std::int64_t>("SELECT id FROM deliveries WHERE kind = 'correction' AND user_id = $1", clerk.id);
        EXPECT_FALSE(find_own(db, clerk.id, told));
        EXPECT_TRUE(find_own(db, clerk.id, id));
    });
}

TEST_P(Sharing, P4_a_link_is_kept_hashed_and_ends_by_time_by_hand_and_with_its_report)
{
    auto report = publish();
    auto made =
        transact([&](db::Session& db) { return create_link(db, {report.id, {}, {}, {}, {}, {}, moderator.id}); });
    auto opened = [&] { return database().read([&](db::Session& db) { return open_link(db, made.clear); }); };
    EXPECT_EQ(opened().value().state, LinkState::active);
    EXPECT_EQ(database().read([&](db::Session& db) {
        return db.value<std::int64_t>("SELECT COUNT(*) FROM share_links WHERE link_sha256 = $1", made.clear);
    }),
              0);
    publish();
    EXPECT_EQ(opened().value().state, LinkState::superseded);
    transact(
        [](db::Session& db) { db.exec("UPDATE share_links SET expires_at = $1", db.now(-std::chrono::seconds(1))); });
    EXPECT_EQ(opened().value().state, LinkState::expired);
    transact([&](db::Session& db) { revoke_link(db, made.id, moderator.id).value(); });
    EXPECT_EQ(opened().value().state, LinkState::revoked);
    transact([&](db::Session& db) { withdraw(db, report.id, "Avery Stone", "wrong").value(); });
    EXPECT_EQ(opened().value().state, LinkState::withdrawn);
    close_account("maya@north.test");
    EXPECT_TRUE(opened().value().closed);
    EXPECT_FALSE(database().read([](db::Session& db) { return open_link(db, "made up"); }));
}

TEST_P(Sharing, lists_show_who_gets_what_within_the_scope)
{
    subscribe_to("ben@north.test");
    publish();
    database().read([&](db::Session& db) {
        auto all = list(db, everything, {}, {}).value();
        ASSERT_EQ(all.results.size(), 1U);
        EXPECT_EQ(all.results.front().last.value().state, waiting);
        EXPECT_EQ(list(db, users::Scope::of({}), {}, {}).value().results.size(), 0U);
        EXPECT_EQ(list(db, everything, {{}, {}, "nobody"}, {}).value().results.size(), 0U);
        EXPECT_EQ(list_links(db, everything, {}, {}).value().results.size(), 0U);
    });
}
} // namespace
} // namespace sharing
