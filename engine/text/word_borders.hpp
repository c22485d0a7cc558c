#pragma once
// Where words begin and end, in any script. Texts must be UTF-8.
#include <cstddef>
#include <string_view>
#include <vector>

namespace engine
{
// The character that begins at byte `at`; U+FFFD where none does.
char32_t character_at(std::string_view text, std::size_t at);
// A letter, a digit, or a mark upon one.
bool is_of_word(char32_t c);
// Of a script that sets no space between words, or joins endings to names: any place there may end a word.
bool joins_words(char32_t c);
// Whether a word may end, or begin, at byte `at`.
bool parts_words(std::string_view text, std::size_t at);
// The runs of letters and digits of a text, as parts of it.
std::vector<std::string_view> words_in(std::string_view text);
} // namespace engine
