#pragma once
// Opens and closes incidents from what happens in the hub, as it happens.
#include "server/db/database.hpp"

namespace incidents
{
// Everything that waits, in the order in which it happened, a few events in a transaction: nothing is missed or counted
// twice however the process ends. Says how many events there were, and wakes what was put away until now.
std::int64_t read_events(db::Database& database);
// Mails that were given up on, and whether there is little room for files.
void look_at_hub(db::Database& database, std::int64_t free_bytes, std::int64_t total_bytes);
// What ships with the program; before the first event is read.
void ship_known_errors(db::Database& database);
} // namespace incidents
