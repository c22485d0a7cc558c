#include "engine/expression/parser.hpp"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace engine
{
namespace
{
constexpr std::string_view supported = "supported are columns, numbers, 'texts', = <> < <= > >=, AND, OR, NOT, IN, "
                                       "BETWEEN, LIKE, IS NULL, + - * / %, ||, CASE and "
                                       "the functions ";
} // namespace

NodePtr ExpressionParser::primary()
{
    auto token = take();
    switch (token.kind) {
    case Token::Kind::number: {
        double value = 0;
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
        return number_literal(value);
    }
    case Token::Kind::string:
        return text_literal(token.text, ExpressionKind::text);
    case Token::Kind::quoted:
        return column(token);
    case Token::Kind::sign:
        if (token.text == "(") {
            auto inside = any_of();
            expect_sign(")");
            return inside;
        }
        break;
    case Token::Kind::word:
        if (is_word(token, "TRUE")) return boolean_literal(true);
        if (is_word(token, "FALSE")) return boolean_literal(false);
        if (is_word(token, "NULL")) return null_literal(ExpressionKind::text);
        if (is_word(token, "CASE")) return case_of();
        if ((is_word(token, "DATE") || is_word(token, "TIMESTAMP") || is_word(token, "TIME")) &&
            peek().kind == Token::Kind::string)
            return text_literal(take().text, ExpressionKind::moment);
        if (peek().kind == Token::Kind::sign && peek().text == "(") return call(token);
        return column(token);
    case Token::Kind::end:
        fail(token, "it ends too early, expected a column or a value");
    }
    fail(token, fmt::format("“{}” is not expected here, expected a column or a value", token.text));
}

NodePtr ExpressionParser::case_of()
{
    if (!is_word(peek(), "WHEN")) fail(peek(), "expected WHEN: only CASE WHEN … THEN … ELSE … END is supported");
    Nodes when, then;
    while (took_word("WHEN")) {
        when.push_back(boolean(any_of(), "WHEN"));
        expect_word("THEN");
        then.push_back(any_of());
    }
    auto otherwise = took_word("ELSE") ? any_of() : null_literal(ExpressionKind::text);
    expect_word("END");
    for (int pass = 0; pass < 2; ++pass) // a later branch may give an earlier NULL its kind
        for (auto& one : then) match(one, otherwise);
    return case_node(std::move(when), std::move(then), otherwise);
}

NodePtr ExpressionParser::call(const Token& name)
{
    std::string lower = name.text;
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
    if (lower == "substring") lower = "substr";
    expect_sign("(");
    Nodes arguments;
    if (!took_sign(")")) {
        do arguments.push_back(any_of());
        while (took_sign(","));
        expect_sign(")");
    }
    if (lower == "coalesce") {
        if (arguments.empty()) fail(name, "coalesce needs at least one value");
        for (int pass = 0; pass < 2; ++pass)
            for (auto& one : arguments) match(one, arguments.back());
        return coalesce_node(std::move(arguments));
    }
    auto known = std::ranges::find(functions(), lower, &Function::name);
    if (known == functions().end()) {
        std::string names;
        for (const auto& one : functions()) names += std::string(one.name) + ", ";
        fail(name, fmt::format("the function {} is not known; {}{}coalesce", name.text, supported, names));
    }
    if (arguments.size() < known->least_arguments || arguments.size() > known->takes.size())
        fail(name, fmt::format("{} is called with {} values, expected {}", lower, arguments.size(), known->signature));
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        bool fits = arguments[i]->is_null || arguments[i]->kind == known->takes[i] ||
                    (is_textual(arguments[i]->kind) && is_textual(known->takes[i]));
        if (!fits)
            fail(name, fmt::format("value {} of {} is {}, expected {}", i + 1, known->signature,
                                   said(arguments[i]->kind), said(known->takes[i])));
        if (arguments[i]->is_null) arguments[i] = null_literal(known->takes[i]);
    }
    return known->make(std::move(arguments));
}

NodePtr ExpressionParser::column(const Token& name)
{
    auto same = [&](const ExpressionColumn& one) {
        return std::ranges::equal(one.name, name.text,
                                  [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
    };
    auto found = std::ranges::find(columns_, name.text, &ExpressionColumn::name);
    if (found == columns_.end()) found = std::ranges::find_if(columns_, same);
    if (found == columns_.end()) {
        std::string names;
        for (const auto& one : columns_) names += (names.empty() ? "" : ", ") + one.name;
        fail(name, fmt::format("“{}” is not a column, expected one of {}{}", name.text, names,
                               name.kind == Token::Kind::quoted ? "; write texts in single quotes" : ""));
    }
    auto index = static_cast<std::size_t>(found - columns_.begin());
    if (std::ranges::find(reads_, index) == reads_.end()) reads_.push_back(index);
    return column_node(index, found->kind);
}
} // namespace engine
