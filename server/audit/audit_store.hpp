#pragma once
#include "base/result.hpp"
#include "base/sealing.hpp"
#include "server/audit/audit_event.hpp"
#include "server/db/page.hpp"
#include "server/db/session.hpp"
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace audit
{
// The keys that seal the chain: they lie outside of the database, so that whoever has only that cannot make rows that
// hold. For the whole process, before anything is appended; without them (in tests) the chain is hashed only.
void use_keys(const SealingKeys* keys);

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

// Takes out the details that mention somebody, for good: the chain holds without them. Returns how many.
std::int64_t forget_details(db::Session& db, const std::function<bool(std::string_view detail)>& mentions);
} // namespace audit
