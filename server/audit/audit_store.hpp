#pragma once
#include "base/result.hpp"
#include "server/audit/audit_event.hpp"
#include "server/db/page.hpp"
#include "server/db/session.hpp"
#include <optional>
#include <vector>

namespace audit
{
// Appends inside the caller's transaction, so that the act and its record stand or fall together. `id` and `at` are
// given by the store.
void append(db::Session& db, AuditEvent event);
std::vector<AuditEvent> events_of(db::Session& db, const std::string& subject, std::int64_t subject_id);
struct Filter {
    std::optional<std::string> search;       // in who, what and the detail
    std::optional<std::string> subject;      // "run"
    std::optional<std::string> since, until; // instants or days; until is not included
    std::optional<std::int64_t> subject_id, actor_id;
    bool data_only = false; // without what concerns accounts and the hub itself
};
// Newest first; ordering: id.
Result<db::Page<AuditEvent>> list(db::Session& db, const Filter& filter, const db::PageQuery& wanted);
// The newest 50,000 of them.
std::vector<AuditEvent> matching(db::Session& db, const Filter& filter);
std::int64_t count(db::Session& db);

// The id of the first row where the chain does not hold; nothing when all of it holds.
std::optional<std::int64_t> first_broken(db::Session& db);
} // namespace audit
