#include "engine/read/pdf/reading_order.hpp"
#include <algorithm>
#include <memory>
#include <unicode/normalizer2.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace engine::pdf
{
namespace
{
bool is_right_to_left(char32_t c)
{
    if (c < 0x590) return false;
    auto direction = u_charDirection(static_cast<UChar32>(c));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool is_presentation_form(char32_t c) { return (c >= 0xFB00 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC); }

// A code point that no text can hold becomes the replacement character.
char32_t sound(char32_t c)
{
    bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    return is_control || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c;
}

icu::UnicodeString taken_apart(const icu::UnicodeString& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (!nfkc) return text;
    icu::UnicodeString out;
    for (int i = 0; i < text.length(); ++i) {
        icu::UnicodeString one(text[i]); // presentation forms are single units
        out.append(is_presentation_form(text[i]) ? nfkc->normalize(one, status) : one);
    }
    return out;
}

icu::UnicodeString logical(const icu::UnicodeString& visual)
{
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), &ubidi_close);
    ubidi_setReorderingMode(bidi.get(), UBIDI_REORDER_INVERSE_LIKE_DIRECT);
    ubidi_setPara(bidi.get(), visual.getBuffer(), visual.length(), UBIDI_DEFAULT_RTL, nullptr, &status);
    icu::UnicodeString text;
    auto room = visual.length() * 2 + 16;
    auto length = ubidi_writeReordered(bidi.get(), text.getBuffer(room), room, UBIDI_DO_MIRRORING, &status);
    text.releaseBuffer(U_SUCCESS(status) ? length : 0);
    return U_SUCCESS(status) ? text : visual;
}
} // namespace

std::string in_reading_order(const std::u32string& from_left_to_right)
{
    std::string utf8;
    if (std::ranges::all_of(from_left_to_right, [](char32_t c) { return c >= 0x20 && c < 0x7F; })) {
        for (auto c : from_left_to_right) utf8 += static_cast<char>(c);
        return utf8;
    }
    icu::UnicodeString text;
    bool has_forms = false, turns = false;
    for (auto c : from_left_to_right) {
        text.append(static_cast<UChar32>(sound(c)));
        has_forms = has_forms || is_presentation_form(c);
        turns = turns || is_right_to_left(c);
    }
    if (turns) text = logical(text);
    if (has_forms) text = taken_apart(text);
    return text.toUTF8String(utf8);
}
} // namespace engine::pdf
