#pragma once
// Hands reports over to those who get them: rows in the transaction that publishes, mails through the outbox.
#include "server/notifications/relay.hpp"
#include "server/sharing/delivery.hpp"
#include "server/storage/storage.hpp"
#include "server/users/letters.hpp"
#include <functional>

namespace sharing
{
// What handing over needs beside the database. Owned by app.
struct Desk {
    db::Database* database = nullptr;
    const storage::Storage* storage = nullptr;
    const notifications::Outbox* outbox = nullptr;
    std::function<users::LetterHead(db::Session&)> letter_head;
};

// A delivery for everybody who gets each new version of the feed's reports, each version once; with it go corrections
// to those who have the version that this one replaces and do not get this one. The mails are made by `mail_waiting`,
// in this transaction or by the relay's work on that topic with the id of the report.
void hand_over(db::Session& db, const reports::Report& report);
inline constexpr auto mailing_topic = "report-mailing";
void mail_waiting(db::Session& db, const Desk& desk, std::int64_t report_id);
// What waits of the version is not sent, and whoever has it is told.
void take_back(db::Session& db, const Desk& desk, const reports::Report& report);
// The mail of a delivery that failed, once more.
void send_again(db::Session& db, const Desk& desk, const ReportDelivery& delivery);

// For the relay: mails of deliveries are asked about before they go, and what became of them is noted.
notifications::MailWatch mail_watch(const Desk& desk);
} // namespace sharing
