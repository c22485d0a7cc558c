#pragma once
// Sending a version at a time that somebody chose: by a schedule, or now.
#include "server/sharing/desk.hpp"

namespace sharing
{
// What of a version goes to a subscriber, with its delivery; nothing where they were handed it before.
std::optional<ReportDelivery> hand_to(db::Session& db, const reports::Report& report, const Subscription& to);

// To whom it goes, and to whom not.
struct Sending {
    std::int64_t goes = 0;    // they do not have the version
    std::int64_t again = 0;   // they have it, and get it once more
    std::int64_t has = 0;     // they have it
    std::int64_t waits = 0;   // their mail is on its way
    std::int64_t skipped = 0; // nothing is sent to them; their delivery says why
};
BOOST_DESCRIBE_STRUCT(Sending, (), (goes, again, has, waits, skipped))

// Everybody who subscribes, whatever the occasion. `again`: also those who have it.
Sending would_send(db::Session& db, const reports::Report& report, bool again);
Sending send_now(db::Session& db, const Desk& desk, const reports::Report& report, bool again);

// What became of a time at which the report was to be sent.
struct SentByTime {
    bool any = false;   // false: everybody has it, and `words` say so
    bool wrong = false; // there is no report, or nobody who gets it
    std::string words;
};
// The newest report of the feed to those who get it by a schedule; to those who have it only where they always do.
SentByTime send_by_schedule(db::Session& db, const Desk& desk, std::int64_t feed_id);
} // namespace sharing
