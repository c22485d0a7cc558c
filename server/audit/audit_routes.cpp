#include "server/audit/audit_routes.hpp"
#include "server/audit/note.hpp"
#include "server/audit/verifier.hpp"
#include "server/http/csv_cell.hpp"
#include "server/http/list.hpp"
#include <fmt/format.h>

namespace audit
{
namespace may = http::may;

namespace
{
struct AuditFilter {
    std::optional<std::string> search, subject, since, until;
    std::optional<std::int64_t> subject_id, actor_id;
};
BOOST_DESCRIBE_STRUCT(AuditFilter, (), (search, subject, since, until, subject_id, actor_id))

struct AuditQuery : http::PageParameters {
    std::optional<std::string> search, subject, since, until;
    std::optional<std::int64_t> subject_id, actor_id;
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (http::PageParameters), (search, subject, since, until, subject_id, actor_id))

// What happened to accounts and to the hub itself is for those who manage people.
template <class Asked> Filter filter_of(const http::Call& call, const Asked& asked)
{
    return {asked.search,
            asked.subject,
            asked.since,
            asked.until,
            asked.subject_id,
            asked.actor_id,
            !call.may(may::manage_people)};
}

http::List<AuditEvent> list_events(http::Call& call, AuditQuery query)
{
    return http::list_of(call, require(list(call.db(), filter_of(call, query), query.page())));
}

Checked verify(http::Call& call) { return call.use<Verifier>().check(); }

http::Reply download_csv(http::Call& call, AuditFilter query)
{
    using http::csv_cell;
    std::string text = "id,at,actor,action,subject,subject_id,from,request,detail\r\n";
    for (const auto& event : matching(call.db(), filter_of(call, query)))
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{}\r\n", event.id, event.at, csv_cell(event.actor), csv_cell(event.action),
            csv_cell(event.subject), event.subject_id ? std::to_string(*event.subject_id) : "",
            csv_cell(event.address.value_or("")), csv_cell(event.request_id.value_or("")), csv_cell(event.detail));
    http::Reply reply;
    reply.content_type = "text/csv; charset=utf-8";
    reply.set("Content-Disposition", http::attachment("history.csv"));
    reply.body = std::move(text);
    return reply;
}

constexpr http::Route routes_of_audit[] = {
    http::get<&list_events>("/api/audit", may::read_audit, "List what happened, newest first"),
    http::get<&verify>("/api/audit/verify", may::read_audit,
                       "Check that nothing in the history was changed; ask again while it runs"),
    http::get<&download_csv>("/api/audit/csv", may::read_audit, "Download the history as CSV, 50,000 rows at most")
        .reads("history"),
};
} // namespace

std::span<const http::Route> routes() { return routes_of_audit; }
} // namespace audit
