#pragma once
// Text that a program took for windows-1252 though it was UTF-8, and encoded once more.
#include <optional>
#include <string>
#include <string_view>

namespace engine
{
// “GrÃ¶ÃŸe” → “Größe”: the characters as windows-1252 bytes, where those are UTF-8 again.
std::optional<std::string> decoded_again(std::string_view text);
} // namespace engine
