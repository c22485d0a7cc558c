#pragma once
// Unicode text as people write it: validity, normal form, case, length, and the white space that is no space.
// Functions that may change the text take a `room` to write into and return a view of it, or of the text itself when
// nothing had to change; so a clean cell costs no allocation.
#include <cstddef>
#include <string>
#include <string_view>

namespace engine
{
bool is_ascii(std::string_view text);
bool is_utf8(std::string_view text);
// How many leading bytes are well-formed UTF-8. A character cut off at the end is not counted.
std::size_t utf8_prefix(std::string_view text);
// Characters (code points) of UTF-8 text.
std::size_t code_points(std::string_view text);

// Without white space at either end: spaces, tabs, line ends, no-break and other Unicode spaces, zero width characters
// and byte order marks.
std::string_view trim(std::string_view text);
bool is_blank(std::string_view text); // nothing left after trim

// Normal form C, so that “é” typed in two ways is the same text. The text must be UTF-8.
std::string_view nfc(std::string_view text, std::string& room);

std::string_view upper_case(std::string_view text, std::string& room);
std::string_view lower_case(std::string_view text, std::string& room);
std::string_view title_case(std::string_view text, std::string& room); // first letter of each word

// Equal for texts that people read as the same name: compatibility form, folded case, single spaces, trimmed.
std::string fold(std::string_view text);

// Appends one code point; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);
} // namespace engine
