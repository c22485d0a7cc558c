#include "server/audit/note.hpp"
#include "server/http/list.hpp"
#include "server/http/reply.hpp"
#include "server/incidents/incident_routes.hpp"
#include "server/incidents/incident_store.hpp"
#include "server/incidents/known_error_store.hpp"
#include "server/incidents/self_repair_store.hpp"
#include "server/users/caller.hpp"
#include <fmt/format.h>

namespace incidents
{
namespace may = http::may;

namespace
{
struct KnownErrorQuery : http::PageParameters {
    std::optional<engine::ErrorClass> kind;
    std::optional<bool> shipped, enabled;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(KnownErrorQuery, (http::PageParameters), (kind, shipped, enabled, search))

http::List<KnownError> list_all(http::Call& call, KnownErrorQuery query)
{
    KnownErrorFilter filter{query.kind, query.shipped, query.enabled, query.search};
    return http::list_of(call, require(list_known_errors(call.db(), filter, query.page())));
}

struct KnownErrorDetail {
    KnownError known_error{};
    std::string formula;                  // how minutes are counted
    std::optional<std::string> stopped{}; // why it does not act by itself just now
    std::int64_t confirmed = 0;           // of the last repairs that people wanted, how many in a row worked
    std::vector<KnownErrorVersion> versions{};
    std::vector<IncidentRef> incidents{};
};
BOOST_DESCRIBE_STRUCT(KnownErrorDetail, (), (known_error, formula, stopped, confirmed, versions, incidents))

KnownError require_known_error(http::Call& call)
{
    auto found = find_known_error(call.db(), call.id());
    if (!found) throw Refusal{Why::not_found, "There is no such known error."};
    return *found;
}

std::string tag_of(const KnownError& error) { return fmt::format("\"{}\"", error.version); }

KnownErrorDetail detail_of(http::Call& call, KnownError error)
{
    auto id = error.id;
    auto of = lately(call.db(), id);
    bool off = error.shipped && error.kind == engine::ErrorClass::format && !of.setting.value_or(SelfRepair{}).on;
    auto stopped =
        off ? std::optional<std::string>("Repairs by itself are switched off for the whole hub.") : why_stopped(of);
    KnownErrorDetail detail{
        std::move(error), minutes_formula, std::move(stopped), of.confirmed, versions_of(call.db(), id), {}};
    for (const auto& one : incidents_of(call.db(), detail.known_error.id))
        if (find_ref(call.db(), users::user_of(call), one.id)) detail.incidents.push_back(one);
    return detail;
}

KnownErrorDetail show_one(http::Call& call)
{
    auto error = require_known_error(call);
    call.tag = tag_of(error);
    return detail_of(call, std::move(error));
}

void require_fitting(const KnownErrorInput& input)
{
    if (auto errors = errors_in(input); !errors.empty()) throw http::Stop(http::invalid(errors, false));
}

http::Created<KnownError> create_one(http::Call& call, KnownErrorInput input)
{
    require_fitting(input);
    auto made = require(insert_known_error(call.db(), input, call.caller().id));
    audit::note(call.db(), call, "known_error.create", {"known_error", made.id, {}}, made.key);
    return {made};
}

KnownError change_one(http::Call& call, KnownErrorInput input)
{
    auto before = require_known_error(call);
    auto who = before.changed_by ? before.changed_by->name : "Somebody";
    call.require_match(tag_of(before), who + " has changed this known error meanwhile. Open it again.");
    if (!before.shipped) require_fitting(input);
    auto changed = require(change_known_error(call.db(), before.id, input, call.caller().id));
    audit::note(call.db(), call, "known_error.change", {"known_error", changed.id, {}},
                fmt::format("{}, version {}", changed.key, changed.version));
    return changed;
}

struct TrySignature {
    Signature signature{};
    std::optional<std::int64_t> known_error_id;
};
BOOST_DESCRIBE_STRUCT(TrySignature, (), (signature, known_error_id))

Tried try_one(http::Call& call, TrySignature input)
{
    return try_signature(call.db(), input.signature, input.known_error_id);
}

// As text: a Reply is what it says.
http::Reply export_own(http::Call& call) { return http::text_reply(200, write_yaml(written_known_errors(call.db()))); }

struct YamlText {
    std::string yaml;
};
BOOST_DESCRIBE_STRUCT(YamlText, (), (yaml))

// All or nothing.
Imported import_own(http::Call& call, YamlText input)
{
    auto done = require(import_known_errors(call.db(), require(read_yaml(input.yaml)), call.caller().id));
    audit::note(call.db(), call, "known_error.import", {"known_error", {}, {}}, done.words);
    return done;
}

// What a known error of this incident would be; the person says what helps.
KnownErrorInput draft_of_incident(http::Call& call)
{
    auto incident = find(call.db(), users::user_of(call), call.id());
    if (!incident) throw Refusal{Why::not_found, "There is no such issue."};
    KnownErrorInput input;
    input.title = incident->feed ? fmt::format("{}: {}", incident->feed->title, incident->title) : incident->title;
    input.symptom = incident->title;
    input.signature.incident_kind = incident->kind;
    input.signature.reason = incident->about;
    if (incident->department) input.signature.department_id = incident->department->id;
    if (incident->feed) input.signature.feed_id = incident->feed->id;
    input.signature.column = incident->column;
    return input;
}

constexpr http::Route routes_of_known_errors[] = {
    http::get<&list_all>("/api/known-errors", may::read_feeds, "List known errors"),
    http::get<&show_one>("/api/known-errors/{id}", may::read_feeds, "Show a known error").tagged(),
    http::post<&create_one>("/api/known-errors", may::write_feeds, "Make a known error of your own"),
    http::post<&change_one>("/api/known-errors/{id}", may::write_feeds, "Change a known error").tagged(),
    http::post<&try_one>("/api/known-errors/test", may::write_feeds,
                         "Say which of the last 200 issues a signature fits")
        .looks(),
    http::get<&export_own>("/api/known-errors/yaml", may::read_feeds, "Write the school's own known errors as YAML"),
    http::post<&import_own>("/api/known-errors/import", may::write_feeds, "Take known errors from YAML"),
    http::get<&draft_of_incident>("/api/incidents/{id}/known-error-draft", may::write_feeds,
                                  "Begin a known error with what this issue is like"),
};
} // namespace

std::span<const http::Route> known_error_routes() { return routes_of_known_errors; }
} // namespace incidents
