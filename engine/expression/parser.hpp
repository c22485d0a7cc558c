#pragma once
// Expression text to nodes, with every name and kind checked on the way.
#include "engine/expression/expression.hpp"
#include "engine/expression/lexer.hpp"
#include "engine/expression/node.hpp"

namespace engine
{
std::string_view said(ExpressionKind kind); // “a number”
bool is_textual(ExpressionKind kind);       // text, or a date or time as text

class ExpressionParser
{
public:
    ExpressionParser(std::string_view sql, std::span<const ExpressionColumn> columns);
    NodePtr run(); // throws ExpressionError
    const std::vector<std::size_t>& reads() const { return reads_; }

private:
    NodePtr any_of();     // OR
    NodePtr all_of();     // AND
    NodePtr negation();   // NOT
    NodePtr comparison(); // = < IN BETWEEN LIKE IS
    NodePtr joined();     // ||
    NodePtr sum();        // + -
    NodePtr product();    // * / %
    NodePtr sign();
    NodePtr primary();

    NodePtr in_list(NodePtr from);
    NodePtr between(NodePtr from);
    NodePtr like(NodePtr from, bool any_case);
    NodePtr case_of();
    NodePtr call(const Token& name);
    NodePtr column(const Token& name);

    const Token& peek() const { return tokens_[at_]; }
    Token take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
    bool took_word(std::string_view upper_case);
    bool took_sign(std::string_view sign);
    void expect_sign(std::string_view sign);
    void expect_word(std::string_view upper_case);
    [[noreturn]] void fail(const Token& at, const std::string& why) const;

    NodePtr boolean(NodePtr node, std::string_view where);
    NodePtr number(NodePtr node, std::string_view where);
    NodePtr text(NodePtr node, std::string_view where);
    NodePtr compared(Comparison how, NodePtr a, NodePtr b);
    // Makes both sides one kind (a null takes the other's); an error where they cannot be compared.
    void match(NodePtr& a, NodePtr& b);

    std::vector<Token> tokens_;
    std::span<const ExpressionColumn> columns_;
    std::vector<std::size_t> reads_;
    std::size_t at_ = 0;
    int depth_ = 0;
};
} // namespace engine
