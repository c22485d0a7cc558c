#pragma once
#include "server/pipeline/context.hpp"
#include <chrono>
#include <stop_token>

namespace pipeline
{
// Takes away stored files that no row refers to, such as those of an upload that was cut off before its commit, when
// they are older than `age`. Returns how many.
std::size_t sweep(Context& context, std::chrono::seconds age = std::chrono::hours(24));
// Takes away mails, tokens and codes that ended long ago, and says in the history what went.
void purge(db::Session& db);
// Does both every hour until the stop.
void keep_house(Context& context, std::stop_token stop);
} // namespace pipeline
