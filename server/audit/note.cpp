#include "server/audit/note_anyway.hpp"

namespace audit
{
AuditEvent event_of(const http::Call& call, const std::string& action, const Subject& subject, const std::string& detail)
{
    AuditEvent event;
    if (call.signed_in) event.actor_id = call.signed_in->id;
    event.actor = call.signed_in ? call.signed_in->name : "somebody not signed in";
    event.action = action;
    event.subject = subject.kind;
    event.subject_id = subject.id;
    event.department_id = subject.department_id;
    event.address = call.remote;
    event.request_id = call.request_id;
    event.detail = detail;
    return event;
}

void note(db::Session& db, const http::Call& call, const std::string& action, const Subject& subject,
          const std::string& detail)
{
    append(db, event_of(call, action, subject, detail));
}
} // namespace audit
