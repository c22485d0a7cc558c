#pragma once
#include "server/arrivals/due_file.hpp"

namespace arrivals
{
// Fills in what people read: its times in the zone of its rule, and one sentence about how it stands.
void put_in_words(DueFile& file, schedules::sys_seconds now);
} // namespace arrivals
