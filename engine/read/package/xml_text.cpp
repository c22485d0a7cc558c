#include "engine/read/package/xml_text.hpp"
#include "engine/text/unicode.hpp"
#include <charconv>
#include <cstring>
#include <string>

namespace engine::package
{
namespace
{
constexpr std::array<std::uint8_t, 256> make_marks()
{
    std::array<std::uint8_t, 256> marks{};
    for (int c = 0; c < 0x20; ++c) marks[static_cast<std::size_t>(c)] = is_barred;
    for (int c = 0x80; c < 0x100; ++c) marks[static_cast<std::size_t>(c)] = is_wide;
    auto add = [&](std::string_view characters, int mark) {
        for (char c : characters) {
            auto& of = marks[static_cast<unsigned char>(c)];
            of = static_cast<std::uint8_t>((of & ~is_barred) | mark);
        }
    };
    add(std::string_view("<\0", 2), ends_text | ends_tag | ends_name);
    add(">\"'", ends_tag | ends_name);
    add("/=", ends_name);
    add(" \t\n\r", ends_name | is_white);
    add("&\r", is_rewritten);
    return marks;
}

// The character of "amp", "#233", "#xE9"; 0 where it is none.
char32_t character_of(std::string_view reference)
{
    if (reference == "amp") return '&';
    if (reference == "lt") return '<';
    if (reference == "gt") return '>';
    if (reference == "quot") return '"';
    if (reference == "apos") return '\'';
    if (!reference.starts_with('#')) return 0;
    reference.remove_prefix(1);
    bool hexadecimal = reference.starts_with('x');
    if (hexadecimal) reference.remove_prefix(1);
    unsigned value = 0;
    const char* end = reference.data() + reference.size();
    auto read = std::from_chars(reference.data(), end, value, hexadecimal ? 16 : 10);
    return read.ec == std::errc() && read.ptr == end && !reference.empty() ? value : 0;
}
} // namespace

constexpr std::array<std::uint8_t, 256> xml_marks = make_marks();

std::ptrdiff_t resolve_references(std::span<char> text)
{
    constexpr std::size_t longest_reference = 12;
    char* out = text.data();
    const char* end = text.data() + text.size();
    std::string character;
    for (const char* at = text.data(); at != end;) {
        if (*at == '\r') { // one line end, however it is written
            *out++ = '\n';
            at += at + 1 != end && at[1] == '\n' ? 2 : 1;
            continue;
        }
        if (*at != '&') {
            *out++ = *at++;
            continue;
        }
        std::string_view rest(at + 1, std::min<std::size_t>(static_cast<std::size_t>(end - at - 1), longest_reference));
        auto semicolon = rest.find(';');
        auto code_point = character_of(rest.substr(0, semicolon));
        if (semicolon == std::string_view::npos || code_point == 0) return -1;
        character.clear();
        append_utf8(character, code_point);
        std::memcpy(out, character.data(), character.size());
        out += character.size();
        at += semicolon + 2;
    }
    return out - text.data();
}
} // namespace engine::package
