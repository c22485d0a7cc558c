#pragma once
// The compiled form of an expression: a tree whose nodes each compute one vector per chunk, into room they keep.
#include "engine/expression/vector.hpp"
#include "engine/table/chunk.hpp"
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct Frame {
    std::span<const Vector* const> columns;
    std::size_t rows = 0;
    Arena* arena = nullptr; // for texts that nodes make
};

class Node
{
public:
    explicit Node(ExpressionKind kind) : kind(kind) { out.kind = kind; }
    virtual ~Node() = default;
    virtual const Vector& eval(const Frame& frame) = 0;

    const ExpressionKind kind;
    bool is_literal = false;
    bool is_null = false; // the literal NULL, which takes any kind

protected:
    Vector out;
};
using NodePtr = std::shared_ptr<Node>; // shared: BETWEEN has its left side twice
using Nodes = std::vector<NodePtr>;

enum class Comparison { equal, different, less, less_or_equal, more, more_or_equal };
enum class Arithmetic { add, subtract, multiply, divide, remainder };

NodePtr column_node(std::size_t index, ExpressionKind kind);
NodePtr text_literal(std::string text, ExpressionKind kind);
NodePtr number_literal(double value);
NodePtr boolean_literal(bool value);
NodePtr null_literal(ExpressionKind kind);

// Three-valued logic as SQL has it: unknown stays unknown unless the other side decides.
NodePtr compare_node(Comparison how, NodePtr a, NodePtr b);
NodePtr not_node(NodePtr a);
NodePtr and_node(NodePtr a, NodePtr b);
NodePtr or_node(NodePtr a, NodePtr b);
NodePtr is_null_node(NodePtr a, bool negated);
// when[i] → then[i], at the end `otherwise`; all results are of one kind.
NodePtr case_node(Nodes when, Nodes then, NodePtr otherwise);
NodePtr coalesce_node(Nodes values); // the first that is known; all of one kind

NodePtr arithmetic_node(Arithmetic how, NodePtr a, NodePtr b); // by zero is null
NodePtr negative_node(NodePtr a);

NodePtr concat_node(NodePtr a, NodePtr b);
NodePtr like_node(NodePtr text, NodePtr pattern, bool any_case);

// A function of the list in functions.cpp.
struct Function {
    std::string_view name;
    std::string_view signature; // for messages: “substr(text, from, length)”
    std::span<const ExpressionKind> takes;
    std::size_t least_arguments;
    ExpressionKind gives;
    NodePtr (*make)(Nodes arguments);
};
std::span<const Function> functions();
} // namespace engine
