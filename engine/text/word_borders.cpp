#include "engine/text/word_borders.hpp"
#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace engine
{
namespace
{
char32_t character_before(std::string_view text, std::size_t at)
{
    auto i = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_PREV_OR_FFFD(text.data(), 0, i, c);
    return static_cast<char32_t>(c);
}
} // namespace

char32_t character_at(std::string_view text, std::size_t at)
{
    auto i = static_cast<std::int32_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int32_t>(text.size()), c);
    return static_cast<char32_t>(c);
}

bool is_of_word(char32_t c)
{
    auto point = static_cast<UChar32>(c);
    return u_isalnum(point) || (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

bool joins_words(char32_t c)
{
    UErrorCode failed = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &failed)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

bool parts_words(std::string_view text, std::size_t at)
{
    if (at == 0 || at == text.size()) return true;
    auto left = character_before(text, at), right = character_at(text, at);
    return !is_of_word(left) || !is_of_word(right) || joins_words(left) || joins_words(right);
}

std::vector<std::string_view> words_in(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        auto next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
        bool is = is_of_word(character_at(text, at));
        if (is && !inside) begin = at;
        if (inside && !is) words.push_back(text.substr(begin, at - begin));
        inside = is;
        at = next;
    }
    if (inside) words.push_back(text.substr(begin));
    return words;
}
} // namespace engine
