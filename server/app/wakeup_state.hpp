#pragma once
// By what the processes of this hub wake each other, and how that goes, in words.
#include "server/app/config.hpp"
#include "server/app/system_routes.hpp"

namespace app
{
// Throws Refusal where the address of Redis is none.
queue::Wakeups::Settings wakeup_settings(const Config& config);
WakeupState wakeup_state(const queue::Wakeups::Status& status);
} // namespace app
