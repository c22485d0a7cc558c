// Versions that are sent by a schedule, and now.
#include "server/reports/version_store.hpp"
#include "server/sharing/sending.hpp"
#include "server/sharing/test_sharing.hpp"
#include <gmock/gmock.h>

namespace sharing
{
namespace
{

using testing::HasSubstr;
using Addresses = std::vector<std::string>;

struct SendingReports : SharingTest {
    Terms by_schedule(bool always = false)
    {
        Terms terms;
        terms.when = Occasion::schedule;
        terms.always = always;
        return terms;
    }
    SentByTime the_time_comes()
    {
        auto sent = transact([&](db::Session& db) { return send_by_schedule(db, desk, feed.id); });
        relay_all();
        return sent;
    }
    Sending now(const reports::Report& report, bool again = false)
    {
        auto sent = transact([&](db::Session& db) { return send_now(db, desk, report, again); });
        relay_all();
        return sent;
    }
    Sending would(const reports::Report& report, bool again = false)
    {
        return database().read([&](db::Session& db) { return would_send(db, report, again); });
    }
};
ON_BOTH_ENGINES(SendingReports);

TEST_P(SendingReports, by_a_schedule_each_version_goes_once_to_those_who_get_it_so)
{
    subscribe_to("ben@north.test", by_schedule());
    auto first = publish();
    relay_all();
    EXPECT_TRUE(mailed_to("Fees").empty()) << "not on publication";
    auto sent = the_time_comes();
    EXPECT_TRUE(sent.any);
    EXPECT_THAT(sent.words, HasSubstr("version 1 sent to one recipient"));
    EXPECT_EQ(mailed_to("Fees"), Addresses{"ben@north.test"});
    EXPECT_EQ(state_of(first.id, "ben@north.test"), DeliveryState::sent);
    sent = the_time_comes();
    EXPECT_FALSE(sent.any);
    EXPECT_FALSE(sent.wrong);
    EXPECT_THAT(sent.words, HasSubstr("no new version"));
    EXPECT_EQ(mailed_to("Fees").size(), 1U);
    publish();
    relay_all();
    EXPECT_TRUE(the_time_comes().any);
    EXPECT_EQ(mailed_to("(version 2)"), Addresses{"ben@north.test"});
}

TEST_P(SendingReports, who_always_gets_it_gets_it_again)
{
    subscribe_to("ben@north.test", by_schedule());
    subscribe_to("maya@north.test", by_schedule(true));
    publish();
    EXPECT_THAT(the_time_comes().words, HasSubstr("2 recipients"));
    EXPECT_THAT(the_time_comes().words, HasSubstr("one recipient"));
    EXPECT_EQ(mailed_to("Fees"), (Addresses{"ben@north.test", "maya@north.test", "maya@north.test"}));
}

TEST_P(SendingReports, a_schedule_sends_neither_what_was_withdrawn_nor_what_that_had_replaced)
{
    subscribe_to("ben@north.test", by_schedule());
    EXPECT_TRUE(the_time_comes().wrong) << "no report yet";
    publish();
    auto second = publish();
    transact([&](db::Session& db) { withdraw(db, second.id, "Avery Stone", "wrong term").value(); });
    auto sent = the_time_comes();
    EXPECT_TRUE(sent.wrong);
    EXPECT_THAT(sent.words, HasSubstr("withdrawn"));
    EXPECT_TRUE(mailed_to("Fees").empty());
}

TEST_P(SendingReports, a_schedule_whose_report_nobody_gets_says_so)
{
    subscribe_to("ben@north.test");
    publish();
    relay_all();
    auto sent = the_time_comes();
    EXPECT_TRUE(sent.wrong);
    EXPECT_THAT(sent.words, HasSubstr("Nobody gets this report by a schedule"));
    EXPECT_EQ(mailed_to("Fees").size(), 1U);
}

TEST_P(SendingReports, a_time_that_is_undone_sends_nothing)
{
    subscribe_to("ben@north.test", by_schedule());
    publish();
    EXPECT_THROW(transact([&](db::Session& db) {
                     send_by_schedule(db, desk, feed.id);
                     throw std::runtime_error("undone");
                 }),
                 std::runtime_error);
    relay_all();
    EXPECT_TRUE(mailed_to("Fees").empty());
    EXPECT_TRUE(the_time_comes().any);
}

TEST_P(SendingReports, now_goes_to_everybody_who_does_not_have_it_and_twice_only_when_asked)
{
    subscribe_to("ben@north.test");
    auto report = publish();
    relay_all();
    subscribe_to("maya@north.test", by_schedule());
    EXPECT_EQ(would(report).goes, 1);
    EXPECT_EQ(would(report).has, 1);
    EXPECT_EQ(mailed_to("Fees").size(), 1U) << "asking sends nothing";
    EXPECT_EQ(now(report).goes, 1);
    EXPECT_EQ(mailed_to("Fees"), (Addresses{"ben@north.test", "maya@north.test"}));
    EXPECT_EQ(now(report).goes, 0);
    EXPECT_EQ(mailed_to("Fees").size(), 2U);
    EXPECT_EQ(would(report, true).again, 2);
    EXPECT_EQ(now(report, true).again, 2);
    EXPECT_EQ(mailed_to("Fees").size(), 4U);
    EXPECT_EQ(deliveries(report.id).size(), 2U) << "the same deliveries once more";
}

TEST_P(SendingReports, what_waits_is_not_sent_beside_and_what_failed_is_sent)
{
    subscribe_to("ben@north.test");
    auto report = publish();
    EXPECT_EQ(would(report, true).waits, 1);
    transact([&](db::Session& db) {
        mark(db, deliveries_of(db, report.id, {}).value().results.front().id, DeliveryState::failed, "no such user");
        db.exec("DELETE FROM outbox");
    });
    EXPECT_EQ(now(report).goes, 1);
    EXPECT_EQ(mailed_to("Fees"), Addresses{"ben@north.test"});
}

TEST_P(SendingReports, who_subscribes_anew_gets_it_though_the_first_subscription_ended)
{
    auto subscription = subscribe_to("ben@north.test");
    auto report = publish();
    relay_all();
    transact([&](db::Session& db) { stop(db, subscription, moderator.id).value(); });
    EXPECT_EQ(would(report, true).again, 0) << "ended";
    subscribe_to("ben@north.test");
    EXPECT_EQ(now(report, true).again, 1);
    EXPECT_EQ(state_of(report.id, "ben@north.test"), DeliveryState::sent);
    EXPECT_EQ(mailed_to("Fees").size(), 2U);
}

TEST_P(SendingReports, nothing_goes_to_closed_accounts_or_where_there_are_no_rows)
{
    subscribe_to("ben@north.test", by_schedule());
    auto report = publish(0);
    EXPECT_EQ(would(report).skipped, 1);
    EXPECT_THAT(the_time_comes().words, HasSubstr("nothing to send to one recipient"));
    auto second = publish();
    close_account("ben@north.test");
    EXPECT_EQ(now(second).skipped, 1);
    EXPECT_TRUE(mailed_to("Fees").empty());
}

TEST_P(SendingReports, the_newest_in_force_is_of_the_newest_period)
{
    EXPECT_FALSE(database().read([&](db::Session& db) { return reports::newest_in_force(db, feed.id); }));
    publish();
    auto second = publish();
    EXPECT_EQ(database().read([&](db::Session& db) { return reports::newest_in_force(db, feed.id); })->id, second.id);
}
} // namespace
} // namespace sharing
