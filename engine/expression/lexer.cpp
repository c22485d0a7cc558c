#include "engine/expression/lexer.hpp"
#include "engine/expression/expression.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace engine
{
namespace
{
// Bounds the depth of the tree, which is walked by recursion.
constexpr std::size_t most_tokens = 4000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Letters of any script: every byte of a multi-byte character is above 127.
bool starts_word(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) > 127;
}

std::size_t number_end(std::string_view sql, std::size_t at)
{
    while (at < sql.size() && is_digit(sql[at])) ++at;
    if (at < sql.size() && sql[at] == '.')
        for (++at; at < sql.size() && is_digit(sql[at]);) ++at;
    if (at + 1 < sql.size() && (sql[at] == 'e' || sql[at] == 'E')) {
        auto digits = at + 1 + (sql[at + 1] == '-' || sql[at + 1] == '+');
        if (digits < sql.size() && is_digit(sql[digits]))
            for (at = digits; at < sql.size() && is_digit(sql[at]);) ++at;
    }
    return at;
}

// From the quote at `at` to behind its end; a doubled quote stands for itself.
std::string quoted_text(std::string_view sql, std::size_t& at)
{
    std::string text;
    auto start = at;
    char quote = sql[at++];
    for (; at < sql.size(); ++at) {
        if (sql[at] != quote)
            text += sql[at];
        else if (at + 1 < sql.size() && sql[at + 1] == quote)
            text += sql[at++];
        else {
            ++at;
            return text;
        }
    }
    throw ExpressionError(start, fmt::format("a text that starts with {} has no end", quote));
}
} // namespace

bool is_word(const Token& token, std::string_view upper_case)
{
    auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
    return token.kind == Token::Kind::word && std::ranges::equal(token.text, upper_case, same);
}

std::vector<Token> tokens_of(std::string_view sql)
{
    using enum Token::Kind;
    static constexpr std::string_view signs[] = {"<>", "!=", "<=", ">=", "||", "==", "=", "<", ">",
                                                 "+",  "-",  "*",  "/",  "%",  "(",  ")", ","};
    std::vector<Token> out;
    for (std::size_t at = 0; at < sql.size();) {
        if (out.size() == most_tokens)
            throw ExpressionError(at, "the expression is too long; split it into several checks");
        auto start = at;
        char c = sql[at];
        if (std::isspace(static_cast<unsigned char>(c)))
            ++at;
        else if (c == '\'')
            out.push_back({string, quoted_text(sql, at), start});
        else if (c == '"')
            out.push_back({Token::Kind::quoted, quoted_text(sql, at), start});
        else if (is_digit(c) || (c == '.' && at + 1 < sql.size() && is_digit(sql[at + 1]))) {
            at = number_end(sql, at);
            out.push_back({number, std::string(sql.substr(start, at - start)), start});
        } else if (starts_word(c)) {
            while (at < sql.size() && (starts_word(sql[at]) || is_digit(sql[at]))) ++at;
            out.push_back({word, std::string(sql.substr(start, at - start)), start});
        } else {
            auto sign = std::ranges::find_if(signs, [&](std::string_view s) { return sql.substr(at).starts_with(s); });
            if (sign == std::end(signs)) throw ExpressionError(start, fmt::format("“{}” is not understood here", c));
            at += sign->size();
            out.push_back({Token::Kind::sign, std::string(*sign), start});
        }
    }
    out.push_back({end, "", sql.size()});
    return out;
}
} // namespace engine
