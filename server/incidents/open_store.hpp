#pragma once
// Incidents are opened, seen again, opened again and closed by what the runs of files come to.
#include "base/result.hpp"
#include "server/incidents/observation.hpp"
#include "server/incidents/row_store.hpp"

namespace incidents
{
// What one run came to, all of it. The same run again changes nothing.
void take_in(db::Session& db, const RunOutcome& outcome);

// Something that no run stands for, such as of the hub itself: seen (again), and over.
std::int64_t see(db::Session& db, const Observation& seen);
void over(db::Session& db, const Identity& identity);
// When it was seen last, and whether it is open; none where it never was.
struct SeenBefore {
    std::int64_t id = 0;
    std::string last_seen_at;
    bool open = false;
    std::optional<std::string> resolved_as_of{};
};
BOOST_DESCRIBE_STRUCT(SeenBefore, (), (id, last_seen_at, open, resolved_as_of))
std::optional<SeenBefore> seen_before(db::Session& db, const Identity& identity);

// One that a person opens.
struct NewIncident {
    std::int64_t department_id = 0;
    std::optional<std::int64_t> feed_id{};
    std::string title;
    std::optional<IncidentSeverity> severity{};
    std::optional<std::string> comment{};
};
BOOST_DESCRIBE_STRUCT(NewIncident, (), (department_id, feed_id, title, severity, comment))
Result<std::int64_t> open_by_hand(db::Session& db, const users::User& who, const NewIncident& input);

// Wakes what was put away until a time that has come.
bool has_due(db::Session& db);
void wake_due(db::Session& db);
} // namespace incidents
