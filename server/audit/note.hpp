#pragma once
// Notes in the audit log what a request did, with who asked, from where, and the request's id.
#include "server/audit/audit_store.hpp"
#include "server/http/call.hpp"
#include <optional>
#include <string>

namespace audit
{
struct Subject {
    std::string kind; // "run"
    std::optional<std::int64_t> id;
    std::optional<std::int64_t> department_id;
};
void note(db::Session& db, const http::Call& call, const std::string& action, const Subject& subject,
          const std::string& detail = "");
} // namespace audit
