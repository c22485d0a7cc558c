#include "engine/expression/parser.hpp"
#include <fmt/format.h>

namespace engine
{
std::string_view said(ExpressionKind kind)
{
    switch (kind) {
    case ExpressionKind::boolean:
        return "true or false";
    case ExpressionKind::number:
        return "a number";
    case ExpressionKind::text:
        return "text";
    case ExpressionKind::moment:
        return "a date or time";
    }
    return "";
}

bool is_textual(ExpressionKind kind) { return kind == ExpressionKind::text || kind == ExpressionKind::moment; }
ExpressionParser::ExpressionParser(std::string_view sql, std::span<const ExpressionColumn> columns)
    : tokens_(tokens_of(sql)), columns_(columns)
{
}

NodePtr ExpressionParser::run()
{
    auto whole = boolean(any_of(), "the expression");
    if (peek().kind != Token::Kind::end) fail(peek(), fmt::format("“{}” is not expected here", peek().text));
    return whole;
}

void ExpressionParser::fail(const Token& at, const std::string& why) const { throw ExpressionError(at.offset, why); }

bool ExpressionParser::took_word(std::string_view upper_case)
{
    bool here = is_word(peek(), upper_case);
    if (here) ++at_;
    return here;
}

bool ExpressionParser::took_sign(std::string_view sign)
{
    bool here = peek().kind == Token::Kind::sign && peek().text == sign;
    if (here) ++at_;
    return here;
}

void ExpressionParser::expect_sign(std::string_view sign)
{
    if (!took_sign(sign))
        fail(peek(), peek().text.empty() ? fmt::format("it ends too early, expected {}", sign)
                                         : fmt::format("“{}” is not expected here, expected {}", peek().text, sign));
}

void ExpressionParser::expect_word(std::string_view upper_case)
{
    if (!took_word(upper_case)) fail(peek(), fmt::format("expected {} here", upper_case));
}

NodePtr ExpressionParser::boolean(NodePtr node, std::string_view where)
{
    if (node->is_null) return null_literal(ExpressionKind::boolean);
    if (node->kind != ExpressionKind::boolean)
        fail(peek(), fmt::format("{} must be true or false, but this is {}", where, said(node->kind)));
    return node;
}

NodePtr ExpressionParser::number(NodePtr node, std::string_view where)
{
    if (node->is_null) return null_literal(ExpressionKind::number);
    if (node->kind != ExpressionKind::number)
        fail(peek(), fmt::format("{} needs numbers, but one side is {}", where, said(node->kind)));
    return node;
}

NodePtr ExpressionParser::text(NodePtr node, std::string_view where)
{
    if (node->is_null) return null_literal(ExpressionKind::text);
    if (!is_textual(node->kind))
        fail(peek(), fmt::format("{} needs text, but one side is {}", where, said(node->kind)));
    return node;
}

void ExpressionParser::match(NodePtr& a, NodePtr& b)
{
    if (a->is_null) a = null_literal(b->kind);
    if (b->is_null) b = null_literal(a->kind);
    if (a->kind == b->kind || (is_textual(a->kind) && is_textual(b->kind))) return;
    bool quote = (is_textual(a->kind) && b->kind == ExpressionKind::number && b->is_literal) ||
                 (is_textual(b->kind) && a->kind == ExpressionKind::number && a->is_literal);
    fail(peek(), fmt::format("{} and {} cannot be compared{}", said(a->kind), said(b->kind),
                             quote ? "; write the number in single quotes to compare it as text" : ""));
}

NodePtr ExpressionParser::any_of()
{
    if (++depth_ > 200) fail(peek(), "the expression is nested too deep");
    auto left = all_of();
    while (took_word("OR")) left = or_node(boolean(left, "OR"), boolean(all_of(), "OR"));
    --depth_;
    return left;
}

NodePtr ExpressionParser::all_of()
{
    auto left = negation();
    while (took_word("AND")) left = and_node(boolean(left, "AND"), boolean(negation(), "AND"));
    return left;
}

NodePtr ExpressionParser::negation()
{
    bool negated = false;
    while (took_word("NOT")) negated = !negated;
    auto node = comparison();
    return negated ? not_node(boolean(node, "NOT")) : node;
}

NodePtr ExpressionParser::compared(Comparison how, NodePtr a, NodePtr b)
{
    match(a, b);
    return compare_node(how, a, b);
}

NodePtr ExpressionParser::comparison()
{
    auto left = joined();
    if (took_word("IS")) {
        bool negated = took_word("NOT");
        expect_word("NULL");
        return is_null_node(left, negated);
    }
    bool negated = is_word(peek(), "NOT");
    if (negated) ++at_;
    NodePtr test;
    if (took_word("IN"))
        test = in_list(left);
    else if (took_word("BETWEEN"))
        test = between(left);
    else if (took_word("LIKE"))
        test = like(left, false);
    else if (took_word("ILIKE"))
        test = like(left, true);
    else if (negated)
        fail(peek(), "expected IN, BETWEEN or LIKE after NOT");
    if (test) return negated ? not_node(test) : test;

    static constexpr std::pair<std::string_view, Comparison> signs[] = {
        {"=", Comparison::equal},          {"==", Comparison::equal},
        {"<>", Comparison::different},     {"!=", Comparison::different},
        {"<=", Comparison::less_or_equal}, {"<", Comparison::less},
        {">=", Comparison::more_or_equal}, {">", Comparison::more}};
    for (const auto& [sign, how] : signs)
        if (took_sign(sign)) return compared(how, left, joined());
    return left;
}

NodePtr ExpressionParser::in_list(NodePtr from)
{
    expect_sign("(");
    NodePtr test;
    do {
        auto one = compared(Comparison::equal, from, joined());
        test = test ? or_node(test, one) : one;
    } while (took_sign(","));
    expect_sign(")");
    return test;
}

NodePtr ExpressionParser::between(NodePtr from)
{
    auto low = joined();
    expect_word("AND");
    auto high = joined();
    return and_node(compared(Comparison::more_or_equal, from, low), compared(Comparison::less_or_equal, from, high));
}

NodePtr ExpressionParser::like(NodePtr from, bool any_case)
{
    return like_node(text(from, "LIKE"), text(joined(), "LIKE"), any_case);
}

NodePtr ExpressionParser::joined()
{
    auto left = sum();
    while (took_sign("||")) left = concat_node(text(left, "||"), text(sum(), "||"));
    return left;
}

NodePtr ExpressionParser::sum()
{
    auto left = product();
    for (;;) {
        auto how = took_sign("+") ? Arithmetic::add : Arithmetic::subtract;
        if (how == Arithmetic::subtract && !took_sign("-")) return left;
        left = arithmetic_node(how, number(left, "+ or -"), number(product(), "+ or -"));
    }
}

NodePtr ExpressionParser::product()
{
    auto left = sign();
    for (;;) {
        auto how = took_sign("*") ? Arithmetic::multiply : took_sign("/") ? Arithmetic::divide : Arithmetic::remainder;
        if (how == Arithmetic::remainder && !took_sign("%")) return left;
        left = arithmetic_node(how, number(left, "* / %"), number(sign(), "* / %"));
    }
}

NodePtr ExpressionParser::sign()
{
    bool negative = false;
    while (peek().kind == Token::Kind::sign && (peek().text == "-" || peek().text == "+"))
        negative ^= take().text == "-";
    auto node = primary();
    return negative ? negative_node(number(node, "-")) : node;
}

} // namespace engine
