#include "server/incidents/incident_routes.hpp"
#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/incidents/comment.hpp"
#include "server/incidents/detail_store.hpp"
#include "server/incidents/open_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace may = http::may;

namespace
{
constexpr std::size_t longest_title = 200;

struct IncidentQuery : http::PageParameters {
    std::optional<IncidentTab> tab;
    std::optional<std::int64_t> department_id, feed_id, owner_id, known_error_id, run_id;
    std::optional<IncidentKind> kind;
    std::optional<IncidentSeverity> severity;
    std::optional<ResolvedBy> resolved_by;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(IncidentQuery, (http::PageParameters),
                      (tab, department_id, feed_id, owner_id, known_error_id, run_id, kind, severity, resolved_by,
                       search))

http::List<Incident> list_incidents(http::Call& call, IncidentQuery query)
{
    IncidentFilter filter{query.tab.value_or(IncidentTab::for_you),
                          query.department_id,
                          query.feed_id,
                          query.owner_id,
                          query.known_error_id,
                          query.run_id,
                          query.kind,
                          query.severity,
                          query.resolved_by,
                          query.search};
    return http::list_of(call, require(list(call.db(), users::user_of(call), filter, query.page())));
}

struct CountQuery {
    std::optional<std::int64_t> department_id;
};
BOOST_DESCRIBE_STRUCT(CountQuery, (), (department_id))

TabCounts count_incidents(http::Call& call, CountQuery query)
{
    return counts(call.db(), users::user_of(call), query.department_id);
}

Incident require_incident(http::Call& call)
{
    auto incident = find(call.db(), users::user_of(call), call.id());
    if (!incident) throw Refusal{Why::not_found, "There is no such issue."};
    return *incident;
}

runs::Shown<IncidentDetail> show_incident(http::Call& call)
{
    auto detail = find_detail(call.db(), users::user_of(call), call.id());
    if (!detail) throw Refusal{Why::not_found, "There is no such issue."};
    call.tag = fmt::format("\"{}\"", detail->incident.version);
    return *detail;
}

http::List<runs::Shown<IncidentOccurrence>> list_incident_occurrences(http::Call& call, http::PageParameters query)
{
    auto incident = require_incident(call);
    return http::list_of(call, require(list_occurrences(call.db(), users::user_of(call), incident, query.page())));
}

// What people write may name anybody: whoever is shown no rows is not shown it either.
http::List<Activity> list_incident_activity(http::Call& call, http::PageParameters query)
{
    auto incident = require_incident(call);
    auto page = require(list_activity(call.db(), incident.id, query.page()));
    if (incident.department && runs::Masking(users::user_of(call), *incident.department).is_on())
        for (auto& one : page.results) one.comment.reset();
    return http::list_of(call, std::move(page));
}

http::Created<Incident> create_incident(http::Call& call, NewIncident input)
{
    if (input.title.find_first_not_of(" \t\r\n") == std::string::npos)
        throw http::Stop(http::invalid({{"title", "must say what it is, in a few words"}}, false));
    if (input.title.size() > longest_title)
        throw http::Stop(http::invalid({{"title", "must have 200 letters at most"}}, false));
    require_short(input.comment);
    auto id = require(open_by_hand(call.db(), users::user_of(call), input));
    auto incident = find(call.db(), users::user_of(call), id).value();
    audit::note(call.db(), call, "incident.create", {"incident", id, input.department_id}, incident.name);
    return {incident};
}

constexpr http::Route routes_of_incidents[] = {
    http::get<&list_incidents>("/api/incidents", may::read_runs, "List issues, those seen last first"),
    http::get<&count_incidents>("/api/incidents/counts", may::read_runs, "Count the issues of each tab"),
    http::get<&show_incident>("/api/incidents/{id}", may::read_runs, "Show one issue").tagged().reads("incident"),
    http::get<&list_incident_occurrences>("/api/incidents/{id}/occurrences", may::read_runs,
                                          "List the files that an issue occurred in, latest first")
        .reads("incident"),
    http::get<&list_incident_activity>("/api/incidents/{id}/activity", may::read_runs,
                                       "List what happened to an issue, newest first"),
    http::post<&create_incident>("/api/incidents", may::approve, "Open an issue by hand"),
};
} // namespace

std::span<const http::Route> incident_routes() { return routes_of_incidents; }
} // namespace incidents
