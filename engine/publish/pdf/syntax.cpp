#include "engine/publish/pdf/syntax.hpp"
#include <array>
#include <charconv>
#include <cmath>
#include <unicode/utf8.h>

namespace engine::pdf
{
namespace
{
void append_decimal(std::string& out, double value, int decimals, long scale)
{
    long scaled = std::lround(value * static_cast<double>(scale));
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    append_integer(out, scaled / scale);
    long rest = scaled % scale;
    if (rest == 0) return;
    out += '.';
    for (long digit = scale / 10; rest != 0 && decimals-- > 0; digit /= 10) {
        out += static_cast<char>('0' + rest / digit);
        rest %= digit;
    }
}
} // namespace

void append_integer(std::string& out, long value)
{
    std::array<char, 24> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void append_number(std::string& out, double value) { append_decimal(out, value, 2, 100); }
void append_fine(std::string& out, double value) { append_decimal(out, value, 4, 10'000); }

void append_hex(std::string& out, unsigned value)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[value >> shift & 15];
}

std::string reference(int object) { return std::to_string(object) + " 0 R"; }

std::string utf16_hex(std::u32string_view text)
{
    std::string out;
    for (char32_t c : text) {
        if (c < 0x10000)
            append_hex(out, c);
        else {
            append_hex(out, 0xD800 + ((c - 0x10000) >> 10));
            append_hex(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

std::string text_string(std::string_view utf8) { return "<FEFF" + utf16_hex(code_points_of(utf8)) + ">"; }

std::u32string code_points_of(std::string_view utf8)
{
    std::u32string points;
    points.reserve(utf8.size());
    auto length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(utf8.data()), at, length, c);
        points += static_cast<char32_t>(c);
    }
    return points;
}
} // namespace engine::pdf
