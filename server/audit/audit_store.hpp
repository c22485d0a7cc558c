#pragma once
#include "server/audit/audit_event.hpp"
#include "server/db/session.hpp"
#include <optional>
#include <vector>

namespace audit
{
// Appends inside the caller's transaction, so that the act and its record stand or fall together. `id` and `at` are
// given by the store.
void append(db::Session& db, AuditEvent event);
std::vector<AuditEvent> events_of(db::Session& db, const std::string& subject, std::int64_t subject_id);
// The id of the first row where the chain does not hold; nothing when all of it holds.
std::optional<std::int64_t> first_broken(db::Session& db);
} // namespace audit
