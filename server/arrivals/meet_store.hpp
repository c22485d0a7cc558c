#pragma once
// A file that has come meets the due file that waits for it.
#include "server/db/session.hpp"

namespace arrivals
{
// In the transaction that accepts the upload. Of a feed without periods (`period` empty) it meets the oldest that waits
// and has begun to. Tells browsers.
void meet(db::Session& db, std::int64_t feed_id, const std::string& period, std::int64_t upload_id);
} // namespace arrivals
