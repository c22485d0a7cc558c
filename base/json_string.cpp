#include "base/json_string.hpp"

namespace json
{
namespace
{
void append_escaped(std::string& out, char c)
{
    static constexpr char digits[] = "0123456789abcdef";
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20)
        (out += '\\') += c;
    else if (c == '\n')
        out += "\\n";
    else if (c == '\t')
        out += "\\t";
    else if (c == '\r')
        out += "\\r";
    else
        ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
}
} // namespace

void append_string(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t plain = 0; // what is behind it is not yet written
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
        out += text.substr(plain, at - plain);
        plain = at + 1;
        append_escaped(out, c);
    }
    out += text.substr(plain);
    out += '"';
}
} // namespace json
