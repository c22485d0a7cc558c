#include "engine/text/invisible.hpp"
#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace engine
{
namespace
{
bool is_direction(UChar32 c) // UAX 9, Bidi_Control
{
    return u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL);
}

bool is_joiner(UChar32 c) { return c == 0x200C || c == 0x200D; }

bool is_invisible(UChar32 c)
{
    if (c == '\t' || c == '\n' || c == '\r' || c == 0x85) return false;
    return u_charType(c) == U_CONTROL_CHAR || is_direction(c) || is_joiner(c) || c == 0xAD || c == 0x180E ||
           c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

// Scripts that join, and emoji.
bool is_shaped(UChar32 c) { return (c >= 0x600 && c < 0x2000) || c >= 0x2190; }

bool has_right_to_left(std::string_view text)
{
    std::int32_t at = 0;
    for (auto size = static_cast<std::int32_t>(text.size()); at < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        auto direction = c < 0 ? U_LEFT_TO_RIGHT : u_charDirection(c);
        if (!is_direction(c) && (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)) return true;
    }
    return false;
}

// Calls each(character, from, to) for every one, and says whether it is left out.
template <class Each> void each_character(std::string_view text, Each each)
{
    UChar32 before = 0;
    std::int32_t at = 0;
    for (auto size = static_cast<std::int32_t>(text.size()); at < size;) {
        auto from = at;
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        bool out = c >= 0 && is_invisible(c) && !(is_joiner(c) && is_shaped(before));
        each(c, text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from)), out);
        before = c;
    }
}
} // namespace

std::string_view without_invisible(std::string_view text, bool strict, std::string& room)
{
    room.clear();
    bool keeps_direction = !strict && has_right_to_left(text);
    each_character(text, [&](UChar32 c, std::string_view bytes, bool out) {
        if (!out || (keeps_direction && is_direction(c))) room += bytes;
    });
    return room.size() == text.size() ? text : std::string_view(room);
}

std::string with_invisible_shown(std::string_view text)
{
    std::string shown;
    each_character(text, [&](UChar32 c, std::string_view bytes, bool out) {
        shown += out ? fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c)) : std::string(bytes);
    });
    return shown;
}
} // namespace engine
