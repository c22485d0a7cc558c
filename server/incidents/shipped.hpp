#pragma once
// The known errors that ship with the product, as people read them. What recognises and repairs them is the engine's
// (engine/repair/repairs.hpp); there is one line here for each of its list.
#include "engine/repair/known_error.hpp"
#include <span>
#include <string_view>

namespace incidents
{
struct ShippedError {
    std::string_view key;     // the engine's name
    std::string_view title;   // as a heading
    std::string_view symptom; // what a person sees
    std::string_view workaround;
    std::string_view remedy; // what the product does about it
};
std::span<const ShippedError> shipped_errors();
const ShippedError* find_shipped(std::string_view key);
const engine::KnownError* find_in_engine(std::string_view key);
// Raised when any of the words above change: it becomes the version of the shipped known errors.
inline constexpr std::int64_t shipped_version = 1;
} // namespace incidents
