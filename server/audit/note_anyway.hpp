#pragma once
// What is handed out is noted first, but a full disk keeps nobody from their reports: then the note is a line of the log,
// waits in memory, and goes into the history when there is room.
#include "server/audit/note.hpp"
#include "server/db/database.hpp"
#include <cstddef>

namespace audit
{
AuditEvent event_of(const http::Call& call, const std::string& action, const Subject& subject, const std::string& detail);
// In a transaction of its own. Throws as that does, unless the disk is full.
void note_anyway(db::Database& database, const http::Call& call, const std::string& action, const Subject& subject,
                 const std::string& detail = "");
// How many still wait.
std::size_t note_waiting(db::Database& database);
} // namespace audit
