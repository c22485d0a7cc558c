#pragma once
// The day by the clock of the database, in UTC.
#include "server/db/session.hpp"
#include <chrono>

namespace feeds
{
std::chrono::sys_days today(db::Session& db);
}
