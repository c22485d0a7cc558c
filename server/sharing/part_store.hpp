#pragma once
#include "server/db/session.hpp"
#include "server/sharing/part.hpp"

namespace sharing
{
// Of the subscriptions in force, each once.
std::vector<WantedPart> wanted_parts(db::Session& db, std::int64_t feed_id);
void save_parts(db::Session& db, const reports::Report& report, const std::vector<NewPart>& parts);
} // namespace sharing
