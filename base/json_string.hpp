#pragma once
// Text as a JSON string, for writers of large documents that build no values in memory.
#include <string>
#include <string_view>

namespace json
{
// Appends it in quotes. Bytes that JSON forbids become escapes; everything else is UTF-8 and stays.
void append_string(std::string& out, std::string_view text);
} // namespace json
