#pragma once
// The values of people's rows leave the hub through one gate, runs::Masking. The engine's types may hold such values:
// an answer that has one of them, and neither came through the gate nor is known to say nothing of a row, does not
// compile.
#include "base/json.hpp"
#include <string_view>

namespace http
{
// Made true, beside the gate, for those of the engine's types that say nothing of a row: counts, file rules.
template <class T> inline constexpr bool holds_no_row_values = false;

// What the gate gives: `Unmasked` is the type that it is shown as.
template <class T>
concept PassedTheGate = requires { typename T::Unmasked; };
// Types outside of the engine that hold row values say so.
template <class T>
concept HoldsRowValues = requires { typename T::HoldsRowValues; };

namespace detail
{
template <class T> consteval bool is_of_engine()
{
    return std::string_view(__PRETTY_FUNCTION__).find("T = engine::") != std::string_view::npos;
}
} // namespace detail

template <class T> consteval bool may_leave()
{
    if constexpr (PassedTheGate<T> || json::DescribedEnum<T>)
        return true;
    else if constexpr (HoldsRowValues<T>)
        return false;
    else if constexpr (json::is_optional<T>::value || json::is_vector<T>::value)
        return may_leave<typename T::value_type>();
    else if constexpr (json::is_map<T>::value)
        return may_leave<typename T::mapped_type>();
    else if constexpr (json::Described<T> && detail::is_of_engine<T>())
        return holds_no_row_values<T>;
    else if constexpr (json::Described<T>) {
        using boost::describe::mod_any_access, boost::describe::mod_public;
        bool may = true;
        boost::mp11::mp_for_each<boost::describe::describe_bases<T, mod_any_access>>(
            [&](auto base) { may = may && may_leave<typename decltype(base)::type>(); });
        boost::mp11::mp_for_each<boost::describe::describe_members<T, mod_public>>([&](auto member) {
            may = may && may_leave<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>();
        });
        return may;
    } else
        return true;
}
} // namespace http
