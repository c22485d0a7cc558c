#pragma once
// Words, numbers, strings and signs of an expression.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct Token {
    enum class Kind { word, quoted, number, string, sign, end } kind = Kind::end;
    std::string text; // of quoted names and strings: without the quotes; of words: as written
    std::size_t offset = 0;
};

// Throws ExpressionError.
std::vector<Token> tokens_of(std::string_view sql);
bool is_word(const Token& token, std::string_view upper_case); // keywords are read in any case
} // namespace engine
