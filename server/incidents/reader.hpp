#pragma once
// Opens and closes incidents from what happens in the hub, as it happens.
#include "server/db/database.hpp"

namespace incidents
{
// Everything that waits. Each event is acted on in a transaction of its own, so that nothing is missed or counted twice
// however the process ends. How many events there were.
std::int64_t read_events(db::Database& database);
// Before the first: what ships with the program.
void prepare(db::Database& database);
} // namespace incidents
