#include "server/http/openapi.hpp"
#include "base/pretty_json.hpp"
#include <algorithm>
#include <set>

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

json::object responses(const Route& route, json::object output, const json::object& problem)
{
    json::object all;
    switch (route.answer) {
    case Answer::json:
        all["200"] = described("Done", content("application/json", std::move(output)));
        break;
    case Answer::created:
        all["201"] = described("Created", content("application/json", std::move(output)));
        break;
    case Answer::download:
        all["200"] =
            described("The file", content("application/octet-stream", {{"type", "string"}, {"format", "binary"}}));
        break;
    case Answer::events:
        all["200"] = described("Events as they happen", content("text/event-stream", std::move(output)));
        break;
    case Answer::page:
        all["200"] = described("Done");
        break;
    }
    auto refuse = [&](const char* status, const char* words) {
        all[status] = described(words, content("application/problem+json", problem));
    };
    if (route.verb == Verb::post && !route.receive) refuse("400", "The body is not JSON");
    if (route.permission != Permission::anyone) refuse("401", "Not signed in");
    if (route.permission != Permission::anyone && route.permission != Permission::signed_in)
        refuse("403", "The role may not do this");
    if (route.path.find('{') != route.path.npos) refuse("404", "Unknown, or out of the caller's departments");
    if (route.verb == Verb::post) refuse("409", "Clashes with what is there");
    if (route.receive) refuse("413", "Larger than the limit");
    if (route.input || route.receive) refuse("422", "Every field that does not fit");
    if (route.receive) refuse("507", "The storage is full");
    return all;
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
} // namespace

std::string openapi(const RouteTable& table)
{
    Schemas schemas;
    auto problem = make_schema<Problem>(schemas);
    std::map<const Route*, json::object> outputs;
    for (auto routes : table)
        for (const auto& route : routes)
            if (route.output) outputs[&route] = route.output(schemas);
    schemas.inputs = true;

    json::object paths;
    for (auto routes : table)
        for (const auto& route : routes) {
            json::object operation{{"operationId", operation_id(route)},
                                   {"summary", route.summary},
                                   {"x-permission", json::enum_text(route.permission)}};
            auto parameters = path_parameters(route.path);
            if (route.verb == Verb::get && route.input) add_query_parameters(route.input, schemas, parameters);
            if (route.query) add_query_parameters(route.query, schemas, parameters);
            if (!parameters.empty()) operation["parameters"] = std::move(parameters);
            if (route.verb == Verb::post && (route.input || route.receive))
                operation["requestBody"] = request_body(route, route.input ? route.input(schemas) : json::object{});
            operation["responses"] = responses(route, outputs[&route], problem);
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
        {"paths", paths},
        {"components", {{"schemas", sorted}, {"securitySchemes", {{"token", token}}}}},
    };
    return json::pretty(document);
}
} // namespace http
