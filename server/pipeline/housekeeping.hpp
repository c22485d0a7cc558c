#pragma once
#include "server/pipeline/objects.hpp"
#include <stop_token>

namespace pipeline
{
// Takes away mails, tokens and codes that ended long ago, and says in the history what went.
void purge(db::Session& db);
// Every hour until the stop: purges, takes away old and unneeded files, and looks whether stored ones are whole. What
// was found lost is announced at once. Every process announces what it found; the rest does one of those that may.
void keep_house(Context& context, ObjectRegister& objects, bool may_schedule, std::stop_token stop);
} // namespace pipeline
