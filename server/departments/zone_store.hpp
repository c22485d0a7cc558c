#pragma once
// In which zone the school's times are told.
#include "server/calendars/zone.hpp"
#include "server/db/session.hpp"

namespace departments
{
// The one that an admin has chosen, else the one of this machine.
calendars::Zone school_zone(db::Session& db);
void set_school_zone(db::Session& db, const calendars::Zone& zone);
} // namespace departments
