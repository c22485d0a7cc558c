#include "server/http/openapi.hpp"
#include "base/pretty_json.hpp"
#include "server/http/late_answers.hpp"
#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace http
{
namespace
{
json::object content(const char* type, json::object schema)
{
    return {{"content", {{type, {{"schema", std::move(schema)}}}}}};
}

json::object described(const char* words, json::object more = {})
{
    json::object response{{"description", words}};
    for (auto& member : more) response[member.key()] = std::move(member.value());
    return response;
}

json::array path_parameters(std::string_view path)
{
    json::array parameters;
    for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
        std::string name(path.substr(open + 1, path.find('}', open) - open - 1));
        const char* type = name == "id" || name == "version" ? "integer" : "string";
        parameters.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", type}}}});
    }
    return parameters;
}

// A parameter is absent, never null.
json::value without_null(json::value schema)
{
    auto& members = schema.as_object();
    if (auto* either = members.if_contains("anyOf")) return json::value(either->as_array()[0]);
    if (auto* type = members.if_contains("type"); type && type->is_array()) *type = json::value(type->as_array()[0]);
    return schema;
}

void add_query_parameters(SchemaMaker query, Schemas& schemas, json::array& parameters)
{
    auto reference = std::string(query(schemas).at("$ref").as_string());
    auto name = reference.substr(reference.rfind('/') + 1);
    auto shape = schemas.named.at(name).as_object();
    schemas.named.erase(name);
    for (auto& property : shape.at("properties").as_object()) {
        bool required = false;
        if (auto* list = shape.if_contains("required"))
            required = std::ranges::find(list->as_array(), json::value(property.key())) != list->as_array().end();
        json::object parameter{{"name", property.key()}, {"in", "query"}};
        if (required) parameter["required"] = true;
        parameter["schema"] = without_null(property.value());
        parameters.push_back(std::move(parameter));
    }
}

json::object header(const char* words, json::object schema)
{
    return {{"description", words}, {"schema", std::move(schema)}};
}

const json::object retry_after{
    {"headers",
     {{"Retry-After", header("Seconds to wait before the next try", {{"type", "integer"}, {"minimum", 1}})}}}};
const json::object entity_tag{{"headers", {{"ETag", header("Names this state, for If-Match", {{"type", "string"}})}}}};

// What a file is, or a page that is no JSON.
json::object any_content()
{
    json::object kinds;
    for (const char* kind : {"application/*", "text/*", "image/*"})
        kinds[kind] = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
    return {{"content", kinds}};
}

// What takes longer than two seconds.
void add_late(json::object& all, const json::object& late_job)
{
    auto later =
        described("It takes longer: ask at Location how it is coming on", content("application/json", late_job));
    later["headers"] =
        json::object{{"Location", header("/api/jobs/{id}", {{"type", "string"}})},
                     {"Retry-After", header("Seconds to wait before asking", {{"type", "integer"}, {"minimum", 1}})}};
    all["202"] = std::move(later);
}

void add_success(json::object& all, const Route& route, json::object output)
{
    auto tagged = [&](json::object response) {
        if (route.has_tag && route.verb == Verb::get) response["headers"] = entity_tag.at("headers");
        return response;
    };
    switch (route.answer) {
    case Answer::json:
        all["200"] = tagged(described("Done", content("application/json", std::move(output))));
        break;
    case Answer::created:
        all["201"] = described("Created", content("application/json", std::move(output)));
        break;
    case Answer::download:
        all["200"] = described("The file", any_content());
        all["206"] = described("The part of the file that Range asks for", any_content());
        all["304"] = described("The caller has the file already (If-None-Match)");
        break;
    case Answer::events:
        all["200"] = described("Events as they happen", content("text/event-stream", std::move(output)));
        break;
    case Answer::page:
        all["200"] = described("Done", any_content());
        break;
    }
}

// Refusals are alike everywhere, and described once.
struct Shared {
    json::object problem, late_job, responses;

    void refuse(json::object& all, const char* status, const char* name, const char* words, json::object more = {})
    {
        if (!responses.contains(name)) {
            auto response = described(words, content("application/problem+json", problem));
            for (auto& member : more) response[member.key()] = std::move(member.value());
            responses[name] = std::move(response);
        }
        all[status] = json::object{{"$ref", std::string("#/components/responses/") + name}};
    }
};

json::object responses(const Route& route, json::object output, Shared& shared)
{
    json::object all;
    add_success(all, route, std::move(output));
    if (route.lane == Lane::engine && route.permission != Permission::anyone) add_late(all, shared.late_job);
    auto refuse = [&](const char* status, const char* name, const char* words, json::object more = {}) {
        shared.refuse(all, status, name, words, std::move(more));
    };
    bool posts = route.verb == Verb::post;
    if (posts && !route.receive)
        refuse("400", "NoJson", "The body is not JSON, or the query cannot be read");
    else
        refuse("400", "Unreadable", "The request cannot be read");
    if (route.permission == Permission::anyone) {
        refuse("401", "OpensNothing", "What was sent opens nothing");
        refuse("403", "SwitchedOff", "This is switched off here");
    } else {
        refuse("401", "NotSignedIn", "Not signed in");
        refuse("403", "Forbidden", "The role may not do this");
    }
    if (route.path.find('{') != route.path.npos)
        refuse("404", "NotFound", "Unknown, or out of the caller's departments");
    else
        refuse("404", "NamesNothing", "What the request names does not exist");
    if (posts) refuse("408", "TooSlow", "The body did not arrive in time");
    refuse("409", "Conflict", "Clashes with what is there");
    if (posts && route.has_tag) refuse("412", "ChangedSince", "Somebody has changed it since (If-Match); says who");
    if (posts) refuse("413", "TooLarge", "Larger than the limit");
    if (posts && !route.receive) refuse("415", "OtherType", "The body is not JSON");
    if (route.answer == Answer::download) refuse("416", "NoSuchBytes", "The file has no such bytes");
    refuse("422", "Misfit", "Every field that does not fit");
    refuse("429", "TooMuch", "Too often, or too much at a time", retry_after);
    refuse("500", "Accident", "An accident; the trace id says which");
    refuse("503", "Busy", "The hub is busy, stopping, or without its database", retry_after);
    refuse("507", "Full", "The storage is full");
    refuse("default", "Refused", "Any other refusal");
    return all;
}

// "/api/runs/{id}/cancel" → "runs"; what is not of the API is of the system.
std::string tag_of(const Route& route)
{
    if (!route.path.starts_with("/api/")) return "system";
    auto rest = route.path.substr(5);
    return std::string(rest.substr(0, rest.find_first_of("/.")));
}

std::string description_of(const Route& route)
{
    std::string words;
    if (route.permission == Permission::anyone)
        words = "Needs no sign-in.";
    else if (route.permission == Permission::signed_in)
        words = "For everybody who is signed in.";
    else
        words = "Needs the permission " + json::enum_text(route.permission) +
                "; rows of departments that are not the caller's look as if they were not there.";
    if (!route.data_of.empty()) words += " Who was handed student data is noted in the history.";
    return words;
}

void add_headers(const Route& route, json::array& parameters)
{
    auto add = [&](const char* name, const char* words, json::object schema) {
        parameters.push_back({{"name", name}, {"in", "header"}, {"description", words}, {"schema", std::move(schema)}});
    };
    if (route.answer == Answer::created)
        add("Idempotency-Key", "The same key twice is one: the answer is that of the first time",
            {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}});
    if (route.has_tag && route.verb == Verb::post)
        add("If-Match", "The ETag of what the caller has seen; 412 where somebody has changed it since",
            {{"type", "string"}});
    if (route.answer == Answer::download) {
        add("Range", "bytes=0-1023", {{"type", "string"}});
        add("If-None-Match", "An ETag", {{"type", "string"}});
    }
    if (route.answer == Answer::events)
        add("Last-Event-ID", "What came after this event is told first", {{"type", "string"}});
}

json::object request_body(const Route& route, json::object input)
{
    if (!route.receive) {
        auto body = content("application/json", std::move(input));
        body["required"] = true;
        return body;
    }
    json::object bytes{{"type", "string"}, {"format", "binary"}};
    json::object form{{"type", "object"}, {"properties", {{"file", bytes}}}, {"required", json::array{"file"}}};
    return {
        {"required", true},
        {"content", {{"application/octet-stream", {{"schema", bytes}}}, {"multipart/form-data", {{"schema", form}}}}}};
}

// "/api/runs/{id}/cancel" → "post_runs_id_cancel". Ids are unique: "/metrics" beside "/api/metrics" is
// "get_root_metrics".
std::string operation_id(const Route& route)
{
    bool of_api = route.path.starts_with("/api/");
    std::string id = route.verb == Verb::get ? "get" : "post";
    if (!of_api) id += "_root";
    for (char c : route.path.substr(of_api ? 4 : 0)) {
        if (c == '/' || c == '-' || c == '.')
            id += '_';
        else if (c != '{' && c != '}')
            id += c;
    }
    return id;
}
constexpr std::pair<std::string_view, std::string_view> tag_words[] = {
    {"answer-links", "Corrections by a sender without an account, who was mailed a link"},
    {"arrivals", "Which files have come, and which are awaited"},
    {"audit", "The history: who did and read what"},
    {"calendars", "Terms, school weeks and closed days"},
    {"deliveries", "What became of each report that was handed over"},
    {"demo", "The demo school"},
    {"departments", "Departments, which send files"},
    {"due-files", "Files that are due, late, here or excused"},
    {"events", "What moves, as it happens"},
    {"expectations", "Which files are expected when"},
    {"feeds", "Regular files and their file rules"},
    {"incidents", "Issues: what needs somebody, and what was done about it"},
    {"invitations", "Accepting an invitation"},
    {"jobs", "Answers that take longer than two seconds"},
    {"known-errors", "What is known of causes: how they are recognised and what helps"},
    {"mailbox", "Mails that the hub has written"},
    {"me", "The own account: password, devices, second factor, tokens for scripts"},
    {"metrics", "Counters for monitoring"},
    {"oidc", "Signing in with the school's identity provider"},
    {"openapi", "This description"},
    {"overview", "What is due, what waits, what runs"},
    {"password-resets", "A new password by mail"},
    {"proposals", "Corrections that somebody proposes to make every time"},
    {"registrations", "Registering with an address"},
    {"reports", "Published reports and their versions"},
    {"rules", "File rules as text and as a form"},
    {"runs", "Runs: checking a file, correcting its rows, deciding about it"},
    {"samples", "Good files that a regular file begins with"},
    {"schedules", "What the hub does by itself, when, and what became of each time"},
    {"school", "The school's name and look"},
    {"share-links", "Links to reports, as the data office sees them"},
    {"shared", "Opening a link to a report, without an account"},
    {"sharing", "Who gets what"},
    {"sign-in", "Signing in"},
    {"sign-out", "Signing out"},
    {"sources", "Places that files are picked up from"},
    {"students", "What is held about one student"},
    {"subscriptions", "Who gets the reports of a regular file, and how"},
    {"system", "Whether the hub works"},
    {"uploads", "Files that were sent"},
    {"users", "People and what they may do"},
    {"zones", "Time zones"},
};

json::array described_tags(const std::set<std::string>& tags)
{
    json::array list;
    for (const auto& tag : tags) {
        const auto* words = std::ranges::find(tag_words, tag, &std::pair<std::string_view, std::string_view>::first);
        if (words == std::end(tag_words)) throw std::logic_error("say what the routes of /api/" + tag + " are about");
        list.push_back({{"name", tag}, {"description", words->second}});
    }
    return list;
}
} // namespace

std::string openapi(const RouteTable& table)
{
    Schemas schemas;
    Shared shared{make_schema<Problem>(schemas), make_schema<LateJob>(schemas), {}};
    std::map<const Route*, json::object> outputs;
    for (auto routes : table)
        for (const auto& route : routes)
            if (route.output) outputs[&route] = route.output(schemas);
    schemas.inputs = true;

    json::object paths;
    std::set<std::string> tags;
    for (auto routes : table)
        for (const auto& route : routes) {
            json::object operation{{"operationId", operation_id(route)},
                                   {"tags", json::array{json::string(tag_of(route))}},
                                   {"summary", route.summary},
                                   {"description", description_of(route)},
                                   {"x-permission", json::enum_text(route.permission)}};
            auto parameters = path_parameters(route.path);
            if (route.verb == Verb::get && route.input) add_query_parameters(route.input, schemas, parameters);
            if (route.query) add_query_parameters(route.query, schemas, parameters);
            add_headers(route, parameters);
            tags.insert(tag_of(route));
            if (!parameters.empty()) operation["parameters"] = std::move(parameters);
            if (route.verb == Verb::post && (route.input || route.receive))
                operation["requestBody"] = request_body(route, route.input ? route.input(schemas) : json::object{});
            operation["responses"] = responses(route, outputs[&route], shared);
            if (route.permission == Permission::anyone) operation["security"] = json::array{};
            auto& slot = paths[route.path];
            if (slot.is_null()) slot.emplace_object();
            slot.as_object()[route.verb == Verb::get ? "get" : "post"] = std::move(operation);
        }

    std::set<std::string> names;
    for (const auto& member : schemas.named) names.insert(member.key());
    json::object sorted;
    for (const auto& name : names) sorted[name] = schemas.named.at(name);

    json::object token{{"type", "http"}, {"scheme", "Token"}, {"description", "Authorization: Token bop_…"}};
    json::object document{
        {"openapi", "3.1.0"},
        {"info", {{"title", "BatchOps"}, {"version", BATCHOPS_VERSION}}},
        {"security", json::array{json::object{{"token", json::array{}}}}},
        {"tags", described_tags(tags)},
        {"paths", paths},
        {"components", {{"schemas", sorted}, {"responses", shared.responses}, {"securitySchemes", {{"token", token}}}}},
    };
    return json::pretty(document);
}
} // namespace http
