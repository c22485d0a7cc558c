#pragma once
// The events that incidents are opened from. Each is taken once, in the transaction that acts on it: whatever ends
// before the commit leaves it for the next.
#include "server/arrivals/announce_store.hpp"
#include "server/runs/run.hpp"
#include "server/sources/source_store.hpp"
#include <optional>

namespace incidents
{
// One event that nobody has looked at, the oldest first, marked as looked at; none where there is none left.
struct Told {
    // One of them; none where the event is of no use here.
    std::optional<runs::Run> run{}; // as it was then
    std::optional<arrivals::DueFileEvent> due_file{};
    std::optional<sources::SourceEvent> source{};
};
std::optional<Told> take_event(db::Session& db);
std::int64_t unseen_events(db::Session& db); // for the gauge; at most 10,000
} // namespace incidents
