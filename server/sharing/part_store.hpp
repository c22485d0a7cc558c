#pragma once
#include "server/db/session.hpp"
#include "server/sharing/part.hpp"

namespace sharing
{
// Of the subscriptions in force, each once.
std::vector<WantedPart> wanted_parts(db::Session& db, std::int64_t feed_id);
// Those of the version that this one equals.
void copy_parts(db::Session& db, std::int64_t from_id, const reports::Report& report);
void save_parts(db::Session& db, const reports::Report& report, const std::vector<NewPart>& parts);
} // namespace sharing
