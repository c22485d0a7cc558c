#pragma once
#include "server/db/session.hpp"

namespace arrivals
{
// Tells the browsers of its department that a due file has changed, with the transaction.
void announce(db::Session& db, std::int64_t due_file_id);
} // namespace arrivals
