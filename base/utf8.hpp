#pragma once
// Text from outside that goes into JSON or a database is UTF-8 (RFC 3629: shortest forms, no surrogates) without NUL.
#include <cstddef>
#include <string>
#include <string_view>

bool is_utf8(std::string_view text); // false for a NUL, which no database keeps in a text
// Each byte that does not belong becomes U+FFFD; a NUL is left out.
std::string as_utf8(std::string_view text);
// At most so many bytes, never within a character.
std::string_view cut_utf8(std::string_view text, std::size_t most_bytes);
