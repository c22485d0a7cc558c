#pragma once
#include "base/result.hpp"
#include "server/db/session.hpp"
#include <string>

namespace sharing
{
// Refuses (conflict) a version that was withdrawn already.
Result<void> withdraw(db::Session& db, std::int64_t report_id, const std::string& by, const std::string& reason);
} // namespace sharing
