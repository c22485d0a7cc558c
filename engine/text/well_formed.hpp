#pragma once
// Bytes that are meant to be UTF-8 and may not be.
#include <string>
#include <string_view>

namespace engine
{
// The text with U+FFFD for each byte that is part of no character.
std::string well_formed(std::string_view bytes);
} // namespace engine
