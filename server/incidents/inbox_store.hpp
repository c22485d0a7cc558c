#pragma once
// The events that incidents are opened from. Each is taken once, in the transaction that acts on it: whatever ends
// before the commit leaves it for the next.
#include "server/db/session.hpp"
#include "server/runs/run.hpp"
#include <optional>

namespace incidents
{
// One event of a run that nobody has looked at, the oldest first, marked as looked at; none where there is none left.
struct Told {
    std::optional<runs::Run> run; // as it was then; none where the event is of no use here
};
std::optional<Told> take_event(db::Session& db);
std::int64_t unseen_events(db::Session& db); // for the gauge; at most 10,000
} // namespace incidents
