#pragma once
// Cells of the CSV texts that the API itself writes.
#include <string>
#include <string_view>

namespace http
{
// RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe.
inline std::string csv_cell(std::string_view text)
{
    std::string made = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) made += '\'';
    for (char c : text) made += c == '"' ? std::string("\"\"") : std::string(1, c);
    return made + "\"";
}
} // namespace http
