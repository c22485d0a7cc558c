#include "engine/expression/node.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cmath>

namespace engine
{
namespace
{
using enum ExpressionKind;

// A function of its arguments' values, computed row by row where all of them are known. `compute` returns false for a
// result that is unknown.
template <class Compute> class CallNode final : public Node
{
public:
    CallNode(ExpressionKind gives, Nodes arguments, Compute compute)
        : Node(gives), arguments_(std::move(arguments)), compute_(compute)
    {
    }
    const Vector& eval(const Frame& frame) override
    {
        std::vector<const Vector*> from;
        for (auto& node : arguments_) from.push_back(&node->eval(frame));
        out.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) {
            bool known = true;
            for (const auto* one : from) known &= one->valid[row] != 0;
            out.valid[row] = known && compute_(from, row, out, *frame.arena);
        }
        return out;
    }

private:
    Nodes arguments_;
    Compute compute_;
};

using Arguments = std::vector<const Vector*>;

template <class Compute> NodePtr call(ExpressionKind gives, Nodes arguments, Compute compute)
{
    return std::make_shared<CallNode<Compute>>(gives, std::move(arguments), compute);
}

template <class Compute> NodePtr of_numbers(Nodes arguments, Compute compute)
{
    return call(number, std::move(arguments), [compute](const Arguments& from, std::size_t row, Vector& out, Arena&) {
        out.number[row] =
            from.size() > 1 ? compute(from[0]->number[row], from[1]->number[row]) : compute(from[0]->number[row], 0.0);
        return std::isfinite(out.number[row]);
    });
}

NodePtr cased(Nodes arguments, std::string_view (*change)(std::string_view, std::string&))
{
    return call(text, std::move(arguments),
                [change](const Arguments& from, std::size_t row, Vector& out, Arena& arena) {
                    thread_local std::string room;
                    out.text[row] = arena.copy(change(from[0]->text[row], room));
                    return true;
                });
}

template <class Test> NodePtr tested(Nodes arguments, Test test)
{
    return call(boolean, std::move(arguments), [test](const Arguments& from, std::size_t row, Vector& out, Arena&) {
        out.truth[row] = test(from[0]->text[row], from[1]->text[row]);
        return true;
    });
}

// Bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, double count)
{
    std::size_t at = 0;
    for (; at < text.size() && count >= 1; --count)
        for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    return at;
}

// Characters from the 1-based position; a negative one counts from the end, as in DuckDB and SQLite.
std::string_view part_of(std::string_view from, double position, double length)
{
    if (position < 0) position = static_cast<double>(code_points(from)) + position + 1;
    if (position < 1) length += position - 1;
    if (position > 1) from.remove_prefix(bytes_of(from, position - 1));
    return from.substr(0, length < 1 ? 0 : bytes_of(from, length));
}

// % stands for any characters, _ for one. Goes back only to the last %, so the time is at most text times pattern.
bool is_like(std::string_view from, std::string_view pattern)
{
    std::size_t at = 0, p = 0, star = std::string_view::npos, retry = 0;
    auto character = [](std::string_view whole, std::size_t i) {
        return whole.substr(i, bytes_of(whole.substr(i), 1));
    };
    while (at < from.size()) {
        auto here = character(from, at);
        if (p < pattern.size() && pattern[p] == '%') {
            star = p++;
            retry = at;
        } else if (p < pattern.size() && (pattern[p] == '_' || character(pattern, p) == here)) {
            p += character(pattern, p).size();
            at += here.size();
        } else if (star != std::string_view::npos) {
            p = star + 1;
            at = retry += character(from, retry).size();
        } else
            return false;
    }
    while (p < pattern.size() && pattern[p] == '%') ++p;
    return p == pattern.size();
}

NodePtr sum_of(Arithmetic how, NodePtr a, NodePtr b)
{
    Nodes both;
    both.push_back(std::move(a));
    both.push_back(std::move(b));
    switch (how) {
    case Arithmetic::add:
        return of_numbers(std::move(both), [](double x, double y) { return x + y; });
    case Arithmetic::subtract:
        return of_numbers(std::move(both), [](double x, double y) { return x - y; });
    case Arithmetic::multiply:
        return of_numbers(std::move(both), [](double x, double y) { return x * y; });
    case Arithmetic::divide:
        return of_numbers(std::move(both), [](double x, double y) { return x / y; });
    case Arithmetic::remainder:
        return of_numbers(std::move(both), [](double x, double y) { return std::fmod(x, y); });
    }
    return nullptr;
}

double rounded(double value, double places)
{
    auto scale = std::pow(10.0, places);
    return std::round(value * scale) / scale;
}

constexpr ExpressionKind one_text[] = {text}, two_texts[] = {text, text}, part[] = {text, number, number};
constexpr ExpressionKind one_number[] = {number}, two_numbers[] = {number, number};

constexpr Function list[] = {
    {"lower", "lower(text)", one_text, 1, text, [](Nodes a) { return cased(std::move(a), lower_case); }},
    {"upper", "upper(text)", one_text, 1, text, [](Nodes a) { return cased(std::move(a), upper_case); }},
    {"trim", "trim(text)", one_text, 1, text,
     [](Nodes a) { return cased(std::move(a), [](std::string_view from, std::string&) { return trim(from); }); }},
    {"length", "length(text)", one_text, 1, number,
     [](Nodes a) {
         return call(number, std::move(a), [](const Arguments& from, std::size_t row, Vector& out, Arena&) {
             out.number[row] = static_cast<double>(code_points(from[0]->text[row]));
             return true;
         });
     }},
    {"substr", "substr(text, from, length)", part, 2, text,
     [](Nodes a) {
         return call(text, std::move(a), [](const Arguments& from, std::size_t row, Vector& out, Arena&) {
             auto length = from.size() > 2 ? from[2]->number[row] : 1e15;
             out.text[row] = part_of(from[0]->text[row], from[1]->number[row], length);
             return true;
         });
     }},
    {"starts_with", "starts_with(text, start)", two_texts, 2, boolean,
     [](Nodes a) { return tested(std::move(a), [](auto whole, auto start) { return whole.starts_with(start); }); }},
    {"ends_with", "ends_with(text, end)", two_texts, 2, boolean,
     [](Nodes a) { return tested(std::move(a), [](auto whole, auto end) { return whole.ends_with(end); }); }},
    {"contains", "contains(text, part)", two_texts, 2, boolean,
     [](Nodes a) {
         return tested(std::move(a),
                       [](auto whole, auto inner) { return whole.find(inner) != std::string_view::npos; });
     }},
    {"abs", "abs(number)", one_number, 1, number,
     [](Nodes a) { return of_numbers(std::move(a), [](double x, double) { return std::abs(x); }); }},
    {"floor", "floor(number)", one_number, 1, number,
     [](Nodes a) { return of_numbers(std::move(a), [](double x, double) { return std::floor(x); }); }},
    {"ceil", "ceil(number)", one_number, 1, number,
     [](Nodes a) { return of_numbers(std::move(a), [](double x, double) { return std::ceil(x); }); }},
    {"round", "round(number, places)", two_numbers, 1, number,
     [](Nodes a) { return of_numbers(std::move(a), rounded); }},
};
} // namespace

std::span<const Function> functions() { return list; }

NodePtr arithmetic_node(Arithmetic how, NodePtr a, NodePtr b) { return sum_of(how, std::move(a), std::move(b)); }

NodePtr negative_node(NodePtr a) { return sum_of(Arithmetic::subtract, number_literal(0), std::move(a)); }

NodePtr concat_node(NodePtr a, NodePtr b)
{
    Nodes both;
    both.push_back(std::move(a));
    both.push_back(std::move(b));
    return call(text, std::move(both), [](const Arguments& from, std::size_t row, Vector& out, Arena& arena) {
        auto left = from[0]->text[row], right = from[1]->text[row];
        char* room = arena.reserve(left.size() + right.size());
        std::ranges::copy(left, room);
        std::ranges::copy(right, room + left.size());
        out.text[row] = {room, left.size() + right.size()};
        return true;
    });
}

NodePtr like_node(NodePtr from, NodePtr pattern, bool any_case)
{
    Nodes both;
    both.push_back(std::move(from));
    both.push_back(std::move(pattern));
    if (!any_case) return tested(std::move(both), is_like);
    return tested(std::move(both), [](std::string_view a, std::string_view b) {
        std::string left, right;
        return is_like(lower_case(a, left), lower_case(b, right));
    });
}
} // namespace engine
