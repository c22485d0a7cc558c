#include "engine/text/double_encoding.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>

namespace engine
{
namespace
{
// windows-1252, 0x80 … 0x9F (WHATWG Encoding Standard); the five that it leaves
// out stand for themselves.
constexpr char32_t high_controls[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// One code point of valid UTF-8, which is taken from the front.
char32_t take_code_point(std::string_view& text)
{
    auto lead = static_cast<unsigned char>(text[0]);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t out = length == 1 ? lead : lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i) out = out << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
    text.remove_prefix(length);
    return out;
}
} // namespace

std::optional<std::string> decoded_again(std::string_view text)
{
    if (is_ascii(text) || !is_utf8(text)) return std::nullopt;
    std::string bytes;
    while (!text.empty()) {
        auto code_point = take_code_point(text);
        if (code_point > 0xFF || (code_point >= 0x80 && code_point < 0xA0)) {
            auto found = std::ranges::find(high_controls, code_point);
            if (found == std::end(high_controls)) return std::nullopt;
            code_point = static_cast<char32_t>(0x80 + (found - std::begin(high_controls)));
        }
        bytes += static_cast<char>(code_point);
    }
    if (is_ascii(bytes) || !is_utf8(bytes)) return std::nullopt;
    return bytes;
}
} // namespace engine
