#pragma once
// What a changed calendar does to the times that are still to come.
#include "server/calendars/calendar.hpp"
#include "server/db/session.hpp"

namespace calendars
{
enum class MovedWhat { schedule, due_file };
BOOST_DESCRIBE_ENUM(MovedWhat, schedule, due_file)

struct Moved {
    MovedWhat what = MovedWhat::schedule;
    std::int64_t id = 0; // of the schedule, or of what says when the file is expected
    std::string title, at, local;
    std::string note; // what differs from the rule
};
BOOST_DESCRIBE_STRUCT(Moved, (), (what, id, title, at, local, note))

struct Consequences {
    std::vector<Moved> appear, disappear; // within a year, in time; the first 200
    std::int64_t more = 0;
    std::vector<std::string> problems; // "Fees never comes again"
};
BOOST_DESCRIBE_STRUCT(Consequences, (), (appear, disappear, more, problems))

Consequences consequences(db::Session& db, const Calendar& before, const CalendarInput& after);
// Makes them so, once the calendar has changed.
void apply(db::Session& db, std::int64_t calendar_id);
} // namespace calendars
