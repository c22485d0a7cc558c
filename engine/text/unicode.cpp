#include "engine/text/unicode.hpp"
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace engine
{
namespace
{
constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

std::uint64_t word_at(const char* at)
{
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// Length of the well-formed character at `at`, 0 where there is none (Unicode 15, table 3-7).
std::size_t character_at(const unsigned char* at, std::size_t left)
{
    auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return i < left && at[i] >= low && at[i] <= high;
    };
    unsigned char lead = at[0];
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        unsigned char low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
        return follows(1, low, high) && follows(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        unsigned char low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
        return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

// Bytes of the white space character at the start of `text`, 0 where it is none.
std::size_t space_before(std::string_view text)
{
    auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    unsigned lead = byte(0);
    if (lead == ' ' || (lead >= '\t' && lead <= '\r')) return 1;
    if (lead == 0xC2) return byte(1) == 0xA0 || byte(1) == 0x85 || byte(1) == 0xAD ? 2 : 0;
    unsigned pair = byte(1) << 8 | byte(2);
    switch (lead) {
    case 0xE1:
        return pair == 0x9A80 || pair == 0xA08E ? 3 : 0; // U+1680, U+180E
    case 0xE2:                                           // U+2000–200F, 2028–202F, 205F–2064
        return (pair >= 0x8080 && pair <= 0x808F) || (pair >= 0x80A8 && pair <= 0x80AF) ||
                       (pair >= 0x819F && pair <= 0x81A4)
                   ? 3
                   : 0;
    case 0xE3:
        return pair == 0x8080 ? 3 : 0; // U+3000
    case 0xEF:
        return pair == 0xBBBF ? 3 : 0; // U+FEFF
    default:
        return 0;
    }
}

const icu::Normalizer2& normal_form(bool compatible)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* form =
        compatible ? icu::Normalizer2::getNFKCCasefoldInstance(status) : icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("the Unicode data of ICU is missing");
    return *form;
}

template <class Change> std::string_view changed(std::string_view text, std::string& room, Change change)
{
    room.clear();
    icu::StringByteSink<std::string> sink(&room);
    UErrorCode status = U_ZERO_ERROR;
    change(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot change this text");
    return room == text ? text : std::string_view(room);
}
} // namespace

bool is_ascii(std::string_view text)
{
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8)
        if (word_at(at) & high_bits) return false;
    for (; left > 0; ++at, --left)
        if (static_cast<unsigned char>(*at) >= 0x80) return false;
    return true;
}

std::size_t utf8_prefix(std::string_view text)
{
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        if (end - at >= 8 && !(word_at(at) & high_bits)) {
            at += 8;
            continue;
        }
        auto length = character_at(reinterpret_cast<const unsigned char*>(at), static_cast<std::size_t>(end - at));
        if (length == 0) break;
        at += length;
    }
    return static_cast<std::size_t>(at - text.data());
}

bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

std::size_t code_points(std::string_view text)
{
    std::size_t count = 0;
    for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

namespace
{
// Bytes of a joiner or non-joiner (U+200D, U+200C) at the start of `rest` that belongs to the letter before it, as in
// Persian and Indic names: behind a letter of a script that joins (U+0600 to U+1FFF, and past U+FFFF).
std::size_t joiner_of(std::string_view before, std::string_view rest)
{
    if (!rest.starts_with("\u200C") && !rest.starts_with("\u200D")) return 0;
    while (!before.empty() && (static_cast<unsigned char>(before.back()) & 0xC0) == 0x80) before.remove_suffix(1);
    auto lead = before.empty() ? 0U : static_cast<unsigned char>(before.back());
    return (lead >= 0xD8 && lead <= 0xE1) || lead == 0xF0 ? 3 : 0;
}
} // namespace

std::string_view trim(std::string_view text)
{
    while (!text.empty()) {
        auto bytes = space_before(text);
        if (bytes == 0) break;
        text.remove_prefix(bytes);
    }
    auto whole = text;
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        for (int back = 0; back < 2 && start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80; ++back)
            --start;
        if (start + space_before(text.substr(start)) != text.size()) break;
        text = text.substr(0, start);
    }
    return whole.substr(0, text.size() + joiner_of(text, whole.substr(text.size())));
}

bool is_blank(std::string_view text) { return trim(text).empty(); }

std::string_view nfc(std::string_view text, std::string& room)
{
    if (is_ascii(text)) return text;
    const auto& form = normal_form(false);
    UErrorCode status = U_ZERO_ERROR;
    icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    if (form.isNormalizedUTF8(piece, status)) return text;
    return changed(text, room, [&](icu::StringPiece from, icu::ByteSink& sink, UErrorCode& error) {
        form.normalizeUTF8(0, from, sink, nullptr, error);
    });
}

std::string_view upper_case(std::string_view text, std::string& room)
{
    return changed(text, room, [](icu::StringPiece from, icu::ByteSink& sink, UErrorCode& error) {
        icu::CaseMap::utf8ToUpper("", 0, from, sink, nullptr, error);
    });
}

std::string_view lower_case(std::string_view text, std::string& room)
{
    return changed(text, room, [](icu::StringPiece from, icu::ByteSink& sink, UErrorCode& error) {
        icu::CaseMap::utf8ToLower("", 0, from, sink, nullptr, error);
    });
}

std::string_view title_case(std::string_view text, std::string& room)
{
    return changed(text, room, [](icu::StringPiece from, icu::ByteSink& sink, UErrorCode& error) {
        icu::CaseMap::utf8ToTitle("", 0, nullptr, from, sink, nullptr, error);
    });
}

std::string fold(std::string_view text)
{
    std::string folded;
    changed(text, folded, [](icu::StringPiece from, icu::ByteSink& sink, UErrorCode& error) {
        normal_form(true).normalizeUTF8(0, from, sink, nullptr, error);
    });
    std::string out;
    for (std::string_view rest = trim(folded); !rest.empty();) {
        auto bytes = space_before(rest);
        if (bytes == 0)
            out += rest.front();
        else if (!out.ends_with(' '))
            out += ' ';
        rest.remove_prefix(bytes ? bytes : 1);
    }
    return out;
}

void append_utf8(std::string& out, char32_t code_point)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = 0xFFFD;
    if (code_point < 0x80)
        out += static_cast<char>(code_point);
    else {
        if (code_point < 0x800)
            out += static_cast<char>(0xC0 | code_point >> 6);
        else {
            if (code_point < 0x10000)
                out += static_cast<char>(0xE0 | code_point >> 12);
            else {
                out += static_cast<char>(0xF0 | code_point >> 18);
                out += static_cast<char>(0x80 | (code_point >> 12 & 0x3F));
            }
            out += static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
        }
        out += static_cast<char>(0x80 | (code_point & 0x3F));
    }
}
} // namespace engine
