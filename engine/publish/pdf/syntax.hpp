#pragma once
// How numbers and text are spelled in a PDF file (ISO 32000-1, 7.3).
#include <string>
#include <string_view>

namespace engine::pdf
{
void append_integer(std::string& out, long value);
void append_number(std::string& out, double value);   // two decimals at most: a hundredth of a point
void append_fine(std::string& out, double value);     // four decimals, for parts of an em
void append_hex(std::string& out, unsigned value);    // four digits
std::string reference(int object);                    // "12 0 R"
std::string utf16_hex(std::u32string_view text);      // without brackets and byte order mark
std::string text_string(std::string_view utf8);       // <FEFF…>
std::u32string code_points_of(std::string_view utf8); // U+FFFD for what is not UTF-8
} // namespace engine::pdf
