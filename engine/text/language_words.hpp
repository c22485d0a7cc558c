#pragma once
// A few words of each language that school files come in: given names, surnames, places and words of registers. Enough
// to tell which letters a language writes, and beside which others.
#include <span>
#include <string_view>

namespace engine
{
struct LanguageWords {
    std::string_view name;  // of the language, in English
    std::string_view words; // UTF-8, spaces between
};
std::span<const LanguageWords> language_words();
} // namespace engine
