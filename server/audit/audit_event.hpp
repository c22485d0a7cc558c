#pragma once
// Who did what to what, when, from where. Append-only: each row's hash covers the row before it.
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace audit
{
struct AuditEvent {
    std::int64_t id = 0;
    std::string at;
    std::optional<std::int64_t> actor_id; // none: the hub itself
    std::string actor;
    std::string action;  // "run.approve"
    std::string subject; // "run"
    std::optional<std::int64_t> subject_id;
    std::optional<std::int64_t> department_id;
    std::optional<std::string> address, request_id;
    std::string detail; // words or JSON; never row values, never secrets
};
BOOST_DESCRIBE_STRUCT(AuditEvent, (),
                      (id, at, actor_id, actor, action, subject, subject_id, department_id, address, request_id,
                       detail))
} // namespace audit
