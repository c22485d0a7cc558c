#include "engine/text/utf7.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cstdint>
#include <optional>
#include <unicode/uchar.h>

namespace engine
{
namespace
{
constexpr std::size_t most_words = 8;
constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// What is between + and -, where it is whole characters of UTF-16 that are letters or signs outside ASCII and nothing
// is left over, which a telephone number or a plus between words never is. Letters past U+07FF would say less.
std::optional<std::string> letters_of(std::string_view code)
{
    std::string out;
    std::uint32_t bits = 0, count = 0;
    for (char c : code) {
        bits = bits << 6 | static_cast<std::uint32_t>(base64.find(c));
        count += 6;
        if (count < 16) continue;
        count -= 16;
        auto unit = static_cast<UChar32>(bits >> count & 0xFFFF);
        bool known = unit >= 0xA0 && (unit < 0x800 || (unit >= 0x2010 && unit < 0x2030) || unit == 0x20AC);
        if (!known || !u_isgraph(unit)) return std::nullopt;
        append_utf8(out, static_cast<char32_t>(unit));
        bits &= (1U << count) - 1;
    }
    return count >= 6 || bits != 0 || out.empty() ? std::nullopt : std::optional(out);
}

// A word with its letters; nothing where it has none.
std::optional<std::string> meant_by(std::string_view word)
{
    std::string out;
    bool any = false;
    while (!word.empty()) {
        auto plus = word.find('+');
        auto end = plus == word.npos ? plus : word.find_first_not_of(base64, plus + 1);
        auto letters =
            end != word.npos && word[end] == '-' ? letters_of(word.substr(plus + 1, end - plus - 1)) : std::nullopt;
        auto taken = letters ? plus : std::min(word.size(), plus == word.npos ? plus : plus + 1);
        out += word.substr(0, taken);
        if (letters) out += *letters;
        word.remove_prefix(letters ? end + 1 : taken);
        any |= letters.has_value();
    }
    return any ? std::optional(out) : std::nullopt;
}
} // namespace

Utf7Words utf7_words(std::string_view ascii)
{
    constexpr std::string_view between = " \t\r\n,;|\"";
    Utf7Words out;
    for (auto plus = ascii.find('+'); plus != ascii.npos && out.written.size() < most_words;) {
        auto start = ascii.find_last_of(between, plus);
        start = start == ascii.npos ? 0 : start + 1;
        auto end = std::min(ascii.find_first_of(between, plus), ascii.size());
        auto word = ascii.substr(start, end - start);
        auto meant = meant_by(word);
        if (meant && std::ranges::find(out.written, word) == out.written.end()) {
            out.written.emplace_back(word);
            out.meant.push_back(std::move(*meant));
        }
        plus = ascii.find('+', end);
    }
    return out;
}
} // namespace engine
