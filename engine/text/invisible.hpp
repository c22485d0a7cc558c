#pragma once
// Characters that nobody sees, which make two texts differ that look the same.
#include <string>
#include <string_view>

namespace engine
{
// Without control characters but tabs and line ends, characters of no width, soft hyphens, marks of byte order and
// marks of direction. Kept are joiners behind letters that they shape (Persian, Indic names, emoji) and, unless
// `strict`, marks of direction in a text with letters from right to left. The view is `text` itself or `room`. UTF-8.
std::string_view without_invisible(std::string_view text, bool strict, std::string& room);
// The text with those characters written out: A<U+200B>1.
std::string with_invisible_shown(std::string_view text);
} // namespace engine
