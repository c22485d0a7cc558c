#include "base/utf8.hpp"

namespace
{
unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool continues(std::string_view text, std::size_t at) { return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80; }

// The length of the character that begins here; 0 where none does.
std::size_t character_at(std::string_view text, std::size_t at)
{
    auto first = byte_at(text, at);
    if (first < 0x80) return first == 0 ? 0 : 1;
    std::size_t length = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : 0;
    if (first >= 0xF0 && first < 0xF5) length = 4;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues(text, at + i)) return 0;
    if (length < 3) return length;
    auto second = byte_at(text, at + 1);
    bool misfit = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                  (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return misfit ? 0 : length;
}
} // namespace

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        auto length = character_at(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string as_utf8(std::string_view text)
{
    if (is_utf8(text)) return std::string(text);
    std::string made;
    for (std::size_t at = 0; at < text.size();) {
        auto length = character_at(text, at);
        if (length > 0)
            made += text.substr(at, length);
        else if (text[at] != '\0')
            made += "\uFFFD";
        at += length > 0 ? length : 1;
    }
    return made;
}

std::string_view cut_utf8(std::string_view text, std::size_t most_bytes)
{
    if (text.size() <= most_bytes) return text;
    while (most_bytes > 0 && continues(text, most_bytes)) --most_bytes;
    return text.substr(0, most_bytes);
}
