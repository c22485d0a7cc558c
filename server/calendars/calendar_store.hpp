#pragma once
#include "base/result.hpp"
#include "server/calendars/calendar.hpp"
#include "server/db/session.hpp"
#include <optional>

namespace calendars
{
std::vector<Calendar> all(db::Session& db); // by name
std::optional<Calendar> find(db::Session& db, std::int64_t id);

// What does not read as a calendar, at its members.
json::FieldErrors errors_in(const CalendarInput& calendar);
// These take what has no errors. A name that is taken is refused (conflict).
Result<Calendar> insert(db::Session& db, const CalendarInput& calendar);
Result<Calendar> change(db::Session& db, std::int64_t id, const CalendarInput& calendar);
// Refused while something goes by it.
Result<void> remove(db::Session& db, std::int64_t id);
} // namespace calendars
