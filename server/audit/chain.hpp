#pragma once
// How one row of the history is bound to the row before it.
#include "base/sealing.hpp"
#include "server/audit/audit_event.hpp"

namespace audit
{
struct Head {
    std::int64_t last_id = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Head, (), (last_id, hash))

// In place of a detail that was taken out.
inline constexpr std::string_view taken_out_detail = "(erased)";

std::string new_salt();
std::string hash_of_detail(const std::string& salt, const std::string& detail);
// Over the hash before and the row with the hash of its detail in place of the detail: sealed where there are keys.
std::string chained(const std::string& before, AuditEvent event, const std::string& detail_hash);
SealingKeys::Fits fits(const std::string& hash, const std::string& before, AuditEvent event,
                       const std::string& detail_hash);
} // namespace audit
