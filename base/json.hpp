#pragma once
// JSON to and from described structs. BOOST_DESCRIBE_STRUCT is the only description of a type; unknown members,
// missing members and wrong types are all reported, each with its path.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace json
{
using namespace boost::json;

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T> struct is_optional : std::false_type {
};
template <class T> struct is_optional<std::optional<T>> : std::true_type {
};
template <class T> struct is_vector : std::false_type {
};
template <class T> struct is_vector<std::vector<T>> : std::true_type {
};
template <class T> struct is_map : std::false_type {
};
template <class T> struct is_map<std::map<std::string, T>> : std::true_type {
};

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

// One member that does not fit: `at` is its path, "" for the whole document.
struct FieldError {
    std::string at;
    std::string detail;
};
using FieldErrors = std::vector<FieldError>;

template <class T> std::string enum_text(T value) { return boost::describe::enum_to_string(value, "?"); }
template <DescribedEnum T> std::optional<T> enum_value(std::string_view text)
{
    T value{};
    if (boost::describe::enum_from_string(std::string(text).c_str(), value)) return value;
    return std::nullopt;
}

template <class T> value encode(const T& from)
{
    if constexpr (is_optional<T>::value)
        return from ? encode(*from) : value(nullptr);
    else if constexpr (is_vector<T>::value) {
        array list;
        list.reserve(from.size());
        for (const auto& item : from) list.push_back(encode(item));
        return list;
    } else if constexpr (is_map<T>::value) {
        object members;
        for (const auto& [name, item] : from) members.emplace(name, encode(item));
        return members;
    } else if constexpr (DescribedEnum<T>)
        return value(enum_text(from));
    else if constexpr (Described<T>) {
        object members;
        boost::mp11::mp_for_each<Members<T>>([&](auto m) { members.emplace(m.name, encode(from.*m.pointer)); });
        return members;
    } else
        return value(from);
}

template <class T> void decode(const value* from, T& into, const std::string& at, FieldErrors& errors);

namespace detail
{
inline std::string below(const std::string& at, std::string_view name)
{
    return at.empty() ? std::string(name) : at + "." + std::string(name);
}
template <DescribedEnum T> std::string listed()
{
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto e) { names += (names.empty() ? "" : ", ") + std::string(e.name); });
    return names;
}
template <class T> void decode_members(const object& from, T& into, const std::string& at, FieldErrors& errors)
{
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto m) {
        known += from.contains(m.name);
        decode(from.if_contains(m.name), into.*m.pointer, below(at, m.name), errors);
    });
    if (known == from.size()) return;
    for (const auto& member : from) {
        bool found = false;
        boost::mp11::mp_for_each<Members<T>>([&](auto m) { found |= member.key() == m.name; });
        if (!found) errors.push_back({below(at, member.key()), "is not a known member"});
    }
}
} // namespace detail

// Reads `from` into `into`; what does not fit is added to `errors`. `from` is null where the member is absent.
template <class T> void decode(const value* from, T& into, const std::string& at, FieldErrors& errors)
{
    if constexpr (is_optional<T>::value) {
        if (from && !from->is_null()) decode(from, into.emplace(), at, errors);
    } else if (!from)
        errors.push_back({at, "is required"});
    else if constexpr (std::same_as<T, value>)
        into = *from;
    else if constexpr (std::same_as<T, bool>) {
        if (auto* flag = from->if_bool())
            into = *flag;
        else
            errors.push_back({at, "must be true or false"});
    } else if constexpr (std::same_as<T, std::string>) {
        if (auto* text = from->if_string())
            into.assign(text->begin(), text->end());
        else
            errors.push_back({at, "must be a string"});
    } else if constexpr (DescribedEnum<T>) {
        auto* text = from->if_string();
        if (!text || !boost::describe::enum_from_string(std::string(*text).c_str(), into))
            errors.push_back({at, "must be one of " + detail::listed<T>()});
    } else if constexpr (std::integral<T>) {
        boost::system::error_code failed;
        auto number = from->is_number() ? from->to_number<T>(failed) : T{};
        if (!from->is_number() || failed)
            errors.push_back({at, "must be a whole number in range"});
        else
            into = number;
    } else if constexpr (std::floating_point<T>) {
        if (from->is_number())
            into = from->to_number<T>();
        else
            errors.push_back({at, "must be a number"});
    } else if constexpr (is_vector<T>::value) {
        auto* list = from->if_array();
        if (!list) return errors.push_back({at, "must be a list"});
        into.clear();
        into.reserve(list->size());
        for (std::size_t i = 0; i < list->size(); ++i)
            decode(&(*list)[i], into.emplace_back(), at + "[" + std::to_string(i) + "]", errors);
    } else if constexpr (is_map<T>::value) {
        auto* members = from->if_object();
        if (!members) return errors.push_back({at, "must be an object"});
        for (const auto& member : *members)
            decode(&member.value(), into[std::string(member.key())], detail::below(at, member.key()), errors);
    } else if (auto* members = from->if_object())
        detail::decode_members(*members, into, at, errors);
    else
        errors.push_back({at, "must be an object"});
}
} // namespace json
