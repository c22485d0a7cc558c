#pragma once
// What of the hub itself needs somebody: mails that could not be delivered, storage that runs low.
#include "server/db/session.hpp"

namespace incidents
{
// Mails that were given up on.
void look_at_hub(db::Session& db);
// Whether there is little room left, as whoever watches the disk sees it.
void note_storage(db::Session& db, bool low);
} // namespace incidents
