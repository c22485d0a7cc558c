#pragma once
// The query part of an address, and described structs read from it with every error named.
#include "base/json.hpp"
#include "server/http/problem.hpp"
#include <charconv>
#include <map>
#include <string>
#include <string_view>

namespace http
{
using Query = std::map<std::string, std::string, std::less<>>;

// Percent-decodes; nothing when the text is malformed, is no UTF-8 or holds a NUL.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
std::string percent_encoded(std::string_view text);
// Nothing when malformed or a name comes twice.
std::optional<Query> parse_query(std::string_view text);
std::string query_text(const Query& query); // sorted by name, without '?'

template <class T> void decode_text(const std::string& text, T& into, const std::string& at, json::FieldErrors& errors)
{
    if constexpr (json::is_optional<T>::value)
        decode_text(text, into.emplace(), at, errors);
    else if constexpr (std::same_as<T, std::string>)
        into = text;
    else if constexpr (std::same_as<T, bool>) {
        if (text == "true" || text == "false")
            into = text == "true";
        else
            errors.push_back({at, "must be true or false"});
    } else if constexpr (json::DescribedEnum<T>) {
        if (auto value = json::enum_value<T>(text))
            into = *value;
        else
            errors.push_back({at, "must be one of " + json::detail::listed<T>()});
    } else {
        static_assert(std::integral<T>, "a query holds text, flags, whole numbers and listed words");
        auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
        if (failed != std::errc{} || end != text.data() + text.size())
            errors.push_back({at, "must be a whole number in range"});
    }
}

// Throws Stop (422) that names every parameter that does not fit.
template <class T> T decode_query(const Query& query)
{
    T into{};
    json::FieldErrors errors;
    std::size_t known = 0;
    boost::mp11::mp_for_each<json::Members<T>>([&](auto m) {
        using Member = std::remove_cvref_t<decltype(into.*m.pointer)>;
        auto found = query.find(m.name);
        known += found != query.end();
        // An empty parameter is an absent one: forms send them.
        if (found != query.end() && !found->second.empty())
            decode_text(found->second, into.*m.pointer, m.name, errors);
        else if constexpr (!json::is_optional<Member>::value)
            errors.push_back({m.name, "is required"});
    });
    if (known != query.size())
        for (const auto& [name, text] : query) {
            bool found = false;
            boost::mp11::mp_for_each<json::Members<T>>([&](auto m) { found |= name == m.name; });
            if (!found) errors.push_back({name, "is not a known parameter"});
        }
    if (!errors.empty()) throw Stop(invalid(errors, true));
    return into;
}
} // namespace http
