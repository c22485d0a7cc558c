#pragma once
// For tests of sharing: the small school, its reports, and a relay that keeps every mail.
#include "server/feeds/feed_store.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/test_school.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/sharing/desk.hpp"
#include "server/sharing/link_store.hpp"
#include "server/sharing/policy.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/storage/storage.hpp"

namespace sharing
{
inline const auto everything = users::Scope::everything();

class SharingTest : public runs::SchoolTest
{
protected:
    void SetUp() override
    {
        SchoolTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        relay.reset(new notifications::Relay(database(), keys, {{}, "School", "hub@north.test", "north.test"}));
        desk.outbox = &relay->outbox();
        desk.database = &database();
        desk.letter_head = [](db::Session&) { return users::LetterHead{"https://hub.north.test", "North School"}; };
        relay->watch_mails(mail_watch(desk));
    }
    reports::Report publish(std::int64_t rows = 3)
    {
        auto sent = send("file " + std::to_string(++files));
        return transact([&](db::Session& db) {
            auto report = reports::insert(db, {sent.id,
                                               {feed.id, feed.key, feed.title},
                                               feed.department.id,
                                               "2026-W48",
                                               "Fees",
                                               {{"amount", "Amount"}},
                                               rows,
                                               0,
                                               {},
                                               {{reports::ReportFormat::csv, 7, "aa", ""}}});
            hand_over(db, report);
            mail_waiting(db, desk, report.id);
            return report;
        });
    }
    std::int64_t subscribe_to(const std::string& email, Terms terms = {}, std::vector<std::string> values = {})
    {
        return transact([&](db::Session& db) {
            return subscribe(db, {feed.id, target_of(db, email), terms, values, moderator.id});
        });
    }
    void allow(std::vector<std::string> domains)
    {
        transact([&](db::Session& db) { set_policy(db, {domains, Attachments::never, true}); });
    }
    void relay_all()
    {
        while (relay->step()) {
        }
    }
    std::vector<ReportDelivery> deliveries(std::int64_t report)
    {
        return database().read([&](db::Session& db) { return deliveries_of(db, report, {}).value().results; });
    }
    DeliveryState state_of(std::int64_t report, const std::string& email)
    {
        for (const auto& one : deliveries(report))
            if (one.recipient.email == email) return one.state;
        ADD_FAILURE() << email << " has no delivery";
        return {};
    }
    std::vector<std::string> mailed_to(const std::string& subject)
    {
        std::vector<std::string> to;
        database().read([&](db::Session& db) {
            auto page = notifications::list_mails(db, keys, {}).value();
            for (const auto& mail : page.results)
                if (mail.outcome == notifications::Outcome::kept && mail.subject.find(subject) != std::string::npos)
                    to.push_back(mail.to);
        });
        std::ranges::sort(to);
        return to;
    }
    void close_account(const std::string& email)
    {
        transact(
            [&](db::Session& db) { db.exec("UPDATE users SET disabled_at = $2 WHERE email = $1", email, db.now()); });
    }

    SealingKeys keys = SealingKeys::from_lines(SealingKeys::new_line());
    std::unique_ptr<notifications::Relay> relay;
    Desk desk;
    int files = 0;
};
} // namespace sharing
