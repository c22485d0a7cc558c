#pragma once
// The schedules that write letters: reminders, and that a report is there.
#include "server/notifications/outbox_store.hpp"
#include "server/schedules/ticker.hpp"
#include "server/users/hub.hpp"

namespace schedules
{
Outcome tell(db::Session& db, const notifications::Outbox& outbox, const users::Hub& hub, const ScheduleRow& row,
             const Tick& tick);
} // namespace schedules
