#pragma once
// What people are told, as rows: written in the transaction that changes the thing, kept for a day, read by whichever
// process a browser listens to.
#include "server/db/session.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace events
{
enum class Kind { run, stage, report, sharing, incident, schedule, source, calendar, due_file };
BOOST_DESCRIBE_ENUM(Kind, run, stage, report, sharing, incident, schedule, source, calendar, due_file)

struct Event {
    std::int64_t id = 0;
    std::optional<std::int64_t> audience; // the department whose people may see it; none: everyone
    Kind kind = Kind::run;
    std::string payload;                       // JSON
    std::optional<std::string> masked_payload; // as it is told to who may only look; absent: the same
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, audience, kind, payload, masked_payload))

// One as it is seen while others are still being written.
struct Latest : Event {
    std::int64_t oldest_open = 0; // every transaction before this one is over; SQLite has one at a time
};
BOOST_DESCRIBE_STRUCT(Latest, (Event), (oldest_open))

struct Kept {
    std::int64_t oldest = 0, newest = 0; // ids
};
BOOST_DESCRIBE_STRUCT(Kept, (), (oldest, newest))

void append(db::Session& db, Kind kind, std::optional<std::int64_t> audience, const std::string& payload,
            const std::optional<std::string>& masked_payload = {});
Kept kept(db::Session& db);
// In the order of the ids: from behind `after`, and up to `up_to`.
std::vector<Event> between(db::Session& db, std::int64_t after, std::int64_t up_to, std::int64_t most);
std::vector<Latest> latest(db::Session& db, std::int64_t after, std::int64_t most);
// PostgreSQL: a number above those of all transactions so far. Takes one itself.
std::int64_t next_transaction(db::Session& db);
void forget_old(db::Session& db);
} // namespace events
