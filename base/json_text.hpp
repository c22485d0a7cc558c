#pragma once
// A described struct from JSON text that the hub or its engine wrote itself.
#include "base/json.hpp"
#include <stdexcept>
#include <string>

namespace json
{
// Throws std::runtime_error where the text is not that of a T.
template <class T> T from_text(const std::string& text)
{
    T into;
    FieldErrors errors;
    auto document = parse(text);
    decode(&document, into, "", errors);
    if (!errors.empty()) throw std::runtime_error(errors[0].at + " " + errors[0].detail);
    return into;
}
} // namespace json
