#include "server/http/schema.hpp"

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
    return short_name(inside) + last(cpp_name.substr(0, open));
}

json::object Schemas::keep(std::string name, json::object schema)
{
    auto* known = named.if_contains(name);
    if (known && *known != schema && inputs) name += "Input";
    named[name] = std::move(schema);
    return {{"$ref", "#/components/schemas/" + name}};
}
} // namespace http
