#pragma once
// What of due files and of sources needs somebody: files that are late, places that cannot be read or are paused.
#include "server/arrivals/due_file.hpp"
#include "server/db/session.hpp"
#include "server/incidents/incident.hpp"

namespace incidents
{
// `state`: what the due file became then. Late opens its incident, once; what it is otherwise closes it.
void take_in_due_file(db::Session& db, std::int64_t id, arrivals::DueState state);
// As the source is now.
void take_in_source(db::Session& db, std::int64_t id);
// What is to be done about it, as told to this person; none where it is about neither, or it is over.
std::optional<std::string> next_step(db::Session& db, const users::User& who, const Incident& incident);
} // namespace incidents
