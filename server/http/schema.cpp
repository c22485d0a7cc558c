#include "server/http/schema.hpp"
#include <stdexcept>

namespace http
{
std::string short_name(std::string_view cpp_name)
{
    auto last = [](std::string_view name) {
        auto colon = name.rfind(':');
        return std::string(colon == name.npos ? name : name.substr(colon + 1));
    };
    auto open = cpp_name.find('<');
    if (open == cpp_name.npos) return last(cpp_name);
    auto inside = cpp_name.substr(open + 1, cpp_name.rfind('>') - open - 1);
    auto outer = last(cpp_name.substr(0, open));
    return short_name(inside) + (outer == "Shown" ? "" : outer); // what passed the gate has the shape it had before
}

json::object with_bounds(std::string_view name, json::object schema)
{
    const auto* type = schema.if_contains("type");
    auto is = [&](std::string_view wanted) {
        return type && (*type == json::value(json::string(wanted)) ||
                        *type == json::value(json::array{json::string(wanted), "null"}));
    };
    if (is("string")) {
        if (name.ends_with("_at")) schema["format"] = "date-time";
        if (name == "email") schema["format"] = "email";
        if (name == "sha256") schema["pattern"] = "^[0-9a-f]{64}$";
    }
    if (is("integer")) {
        if (name == "id" || name.ends_with("_id")) schema["minimum"] = 1;
        if (name == "page_size") {
            schema["minimum"] = 1;
            schema["maximum"] = 200;
            schema["default"] = 50;
        }
    }
    return schema;
}

json::object Schemas::keep(std::string name, json::object schema)
{
    auto is_another = [&] {
        auto* known = named.if_contains(name);
        return known && *known != schema;
    };
    if (is_another() && inputs) name += "Input";
    if (is_another()) throw std::logic_error("two types of the API are called " + name);
    named[name] = std::move(schema);
    return {{"$ref", "#/components/schemas/" + name}};
}
} // namespace http
