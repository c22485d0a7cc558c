#pragma once
#include "server/arrivals/due_file.hpp"
#include "server/db/session.hpp"

namespace arrivals
{
// What the stream says of a due file, and what issues are opened from.
struct DueFileEvent {
    std::int64_t id = 0, feed_id = 0;
    std::string period;
    DueState state = DueState::open; // what it became
};
BOOST_DESCRIBE_STRUCT(DueFileEvent, (), (id, feed_id, period, state))

// Tells the browsers of its department that a due file has changed, with the transaction.
void announce(db::Session& db, std::int64_t due_file_id);
// Of all that are late; before they go, or when they are no longer awaited.
void announce_late(db::Session& db, std::int64_t expectation_id);
} // namespace arrivals
