#pragma once
// A value bound to a placeholder. Its type follows from the C++ type, also where it is null.
#include "base/json.hpp"
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace db
{
struct Param {
    enum class Type { integer, real, boolean, text };
    Type type = Type::text;
    bool null = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string text;
};

// Vectors, maps and described structs are bound as JSON text.
template <class T> Param param(const T& value)
{
    Param made;
    if constexpr (json::is_optional<T>::value) {
        if (value) return param(*value);
        made = param(typename T::value_type{});
        made.null = true;
    } else if constexpr (std::same_as<T, bool>) {
        made.type = Param::Type::boolean;
        made.integer = value;
    } else if constexpr (std::integral<T>) {
        made.type = Param::Type::integer;
        made.integer = static_cast<std::int64_t>(value);
    } else if constexpr (std::floating_point<T>) {
        made.type = Param::Type::real;
        made.real = value;
    } else if constexpr (json::DescribedEnum<T>)
        made.text = json::enum_text(value);
    else if constexpr (std::convertible_to<T, std::string_view>)
        made.text = std::string_view(value);
    else
        made.text = json::serialize(json::encode(value));
    return made;
}
} // namespace db
