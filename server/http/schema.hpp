#pragma once
// JSON Schema from Boost.Describe: the C++ struct is the only description of an API type.
#include "base/json.hpp"
#include "server/http/row_values.hpp"
#include <boost/core/type_name.hpp>
#include <string>

namespace http
{
// The schemas met so far, by name. What is read (inputs) may leave an optional member out; what is written always has
// it, as null where there is nothing.
struct Schemas {
    bool inputs = false;
    json::object named;

    // Keeps the schema under its name and returns a reference to it. A type that is both read and written, with
    // optional members, has two shapes: the one that is read is called <Name>Input. Throws std::logic_error where two
    // types of the API have one name.
    json::object keep(std::string name, json::object schema);
};
using SchemaMaker = json::object (*)(Schemas&);

// With what a member's name says of its values: times, addresses, hashes, ids, how many rows a page has.
json::object with_bounds(std::string_view name, json::object schema);

// runs::RunState → RunState; http::Page<runs::Run> → RunPage. API-visible types carry their noun for this.
std::string short_name(std::string_view cpp_name);

template <class T> json::object make_schema(Schemas& schemas)
{
    if constexpr (PassedTheGate<T>)
        return make_schema<typename T::Unmasked>(schemas);
    else if constexpr (std::same_as<T, bool>)
        return {{"type", "boolean"}};
    else if constexpr (std::integral<T>)
        return {{"type", "integer"}};
    else if constexpr (std::floating_point<T>)
        return {{"type", "number"}};
    else if constexpr (std::same_as<T, std::string>)
        return {{"type", "string"}};
    else if constexpr (std::same_as<T, json::value>)
        return {};
    else if constexpr (json::is_optional<T>::value) {
        auto inner = make_schema<typename T::value_type>(schemas);
        if (auto* type = inner.if_contains("type")) {
            inner["type"] = json::array{*type, "null"};
            return inner;
        }
        return {{"anyOf", json::array{inner, json::object{{"type", "null"}}}}};
    } else if constexpr (json::is_vector<T>::value)
        return {{"type", "array"}, {"items", make_schema<typename T::value_type>(schemas)}};
    else if constexpr (json::is_map<T>::value)
        return {{"type", "object"}, {"additionalProperties", make_schema<typename T::mapped_type>(schemas)}};
    else if constexpr (json::DescribedEnum<T>) {
        json::array words;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto e) { words.emplace_back(e.name); });
        return schemas.keep(short_name(boost::core::type_name<T>()), {{"type", "string"}, {"enum", words}});
    } else {
        static_assert(json::Described<T>, "an API type is described with BOOST_DESCRIBE_STRUCT");
        json::object properties;
        json::array required;
        boost::mp11::mp_for_each<json::Members<T>>([&](auto m) {
            using Member = std::remove_cvref_t<decltype(std::declval<T&>().*m.pointer)>;
            properties[m.name] = with_bounds(m.name, make_schema<Member>(schemas));
            if (!schemas.inputs || !json::is_optional<Member>::value) required.emplace_back(m.name);
        });
        json::object object{{"type", "object"}, {"additionalProperties", false}, {"properties", properties}};
        if (!required.empty()) object["required"] = required;
        return schemas.keep(short_name(boost::core::type_name<T>()), std::move(object));
    }
}
} // namespace http
