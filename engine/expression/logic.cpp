#include "engine/expression/node.hpp"
#include <functional>

namespace engine
{
void Vector::resize(std::size_t rows)
{
    valid.resize(rows);
    if (kind == ExpressionKind::boolean)
        truth.resize(rows);
    else if (kind == ExpressionKind::number)
        number.resize(rows);
    else
        text.resize(rows);
}

namespace
{
class ColumnNode final : public Node
{
public:
    ColumnNode(std::size_t index, ExpressionKind kind) : Node(kind), index_(index) {}
    const Vector& eval(const Frame& frame) override { return *frame.columns[index_]; }

private:
    std::size_t index_;
};

// The same value in every row.
class LiteralNode final : public Node
{
public:
    LiteralNode(ExpressionKind kind, bool valid, double number, std::string text)
        : Node(kind), valid_(valid), number_(number), text_(std::move(text))
    {
        is_literal = true;
        is_null = !valid;
    }
    const Vector& eval(const Frame& frame) override
    {
        if (out.valid.size() != frame.rows) {
            out.valid.assign(frame.rows, valid_);
            if (kind == ExpressionKind::boolean)
                out.truth.assign(frame.rows, number_ != 0);
            else if (kind == ExpressionKind::number)
                out.number.assign(frame.rows, number_);
            else
                out.text.assign(frame.rows, text_);
        }
        return out;
    }

private:
    bool valid_;
    double number_;
    std::string text_;
};

template <class Fits> class CompareNode final : public Node
{
public:
    CompareNode(NodePtr a, NodePtr b) : Node(ExpressionKind::boolean), a_(std::move(a)), b_(std::move(b)) {}
    const Vector& eval(const Frame& frame) override
    {
        const auto& a = a_->eval(frame);
        const auto& b = b_->eval(frame);
        out.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) out.valid[row] = a.valid[row] & b.valid[row];
        if (a_->kind == ExpressionKind::number)
            each(a.number, b.number, frame.rows);
        else if (a_->kind == ExpressionKind::boolean)
            each(a.truth, b.truth, frame.rows);
        else
            each(a.text, b.text, frame.rows);
        return out;
    }

private:
    template <class Values> void each(const Values& a, const Values& b, std::size_t rows)
    {
        for (std::size_t row = 0; row < rows; ++row) out.truth[row] = Fits{}(a[row], b[row]);
    }
    NodePtr a_, b_;
};

class NotNode final : public Node
{
public:
    explicit NotNode(NodePtr a) : Node(ExpressionKind::boolean), a_(std::move(a)) {}
    const Vector& eval(const Frame& frame) override
    {
        const auto& a = a_->eval(frame);
        out.valid = a.valid;
        out.truth.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) out.truth[row] = !a.truth[row];
        return out;
    }

private:
    NodePtr a_;
};

// AND with `decides` false, OR with `decides` true: a known side equal to `decides` settles the row.
class BothNode final : public Node
{
public:
    BothNode(NodePtr a, NodePtr b, bool decides)
        : Node(ExpressionKind::boolean), a_(std::move(a)), b_(std::move(b)), decides_(decides)
    {
    }
    const Vector& eval(const Frame& frame) override
    {
        const auto& a = a_->eval(frame);
        const auto& b = b_->eval(frame);
        out.resize(frame.rows);
        const std::uint8_t decides = decides_;
        for (std::size_t row = 0; row < frame.rows; ++row) {
            std::uint8_t settled =
                (a.valid[row] & (a.truth[row] == decides)) | (b.valid[row] & (b.truth[row] == decides));
            out.valid[row] = settled | (a.valid[row] & b.valid[row]);
            out.truth[row] = settled ? decides : !decides;
        }
        return out;
    }

private:
    NodePtr a_, b_;
    bool decides_;
};

class IsNullNode final : public Node
{
public:
    IsNullNode(NodePtr a, bool negated) : Node(ExpressionKind::boolean), a_(std::move(a)), negated_(negated) {}
    const Vector& eval(const Frame& frame) override
    {
        const auto& a = a_->eval(frame);
        out.valid.assign(frame.rows, 1);
        out.truth.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) out.truth[row] = (a.valid[row] != 0) == negated_;
        return out;
    }

private:
    NodePtr a_;
    bool negated_;
};

void take(const Vector& from, std::size_t row, Vector& into)
{
    into.valid[row] = from.valid[row];
    if (into.kind == ExpressionKind::boolean)
        into.truth[row] = from.truth[row];
    else if (into.kind == ExpressionKind::number)
        into.number[row] = from.number[row];
    else
        into.text[row] = from.text[row];
}

class CaseNode final : public Node
{
public:
    CaseNode(Nodes when, Nodes then, NodePtr otherwise)
        : Node(otherwise->kind), when_(std::move(when)), then_(std::move(then)), otherwise_(std::move(otherwise))
    {
    }
    const Vector& eval(const Frame& frame) override
    {
        std::vector<const Vector*> when, then;
        for (auto& node : when_) when.push_back(&node->eval(frame));
        for (auto& node : then_) then.push_back(&node->eval(frame));
        const auto& otherwise = otherwise_->eval(frame);
        out.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) {
            std::size_t branch = 0;
            while (branch < when.size() && !(when[branch]->valid[row] && when[branch]->truth[row])) ++branch;
            take(branch < then.size() ? *then[branch] : otherwise, row, out);
        }
        return out;
    }

private:
    Nodes when_, then_;
    NodePtr otherwise_;
};

class CoalesceNode final : public Node
{
public:
    explicit CoalesceNode(Nodes values) : Node(values[0]->kind), values_(std::move(values)) {}
    const Vector& eval(const Frame& frame) override
    {
        std::vector<const Vector*> from;
        for (auto& node : values_) from.push_back(&node->eval(frame));
        out.resize(frame.rows);
        for (std::size_t row = 0; row < frame.rows; ++row) {
            std::size_t first = 0;
            while (first + 1 < from.size() && !from[first]->valid[row]) ++first;
            take(*from[first], row, out);
        }
        return out;
    }

private:
    Nodes values_;
};
} // namespace

NodePtr column_node(std::size_t index, ExpressionKind kind) { return std::make_shared<ColumnNode>(index, kind); }
NodePtr text_literal(std::string text, ExpressionKind kind)
{
    return std::make_shared<LiteralNode>(kind, true, 0, std::move(text));
}
NodePtr number_literal(double value) { return std::make_shared<LiteralNode>(ExpressionKind::number, true, value, ""); }
NodePtr boolean_literal(bool value) { return std::make_shared<LiteralNode>(ExpressionKind::boolean, true, value, ""); }
NodePtr null_literal(ExpressionKind kind) { return std::make_shared<LiteralNode>(kind, false, 0, ""); }

NodePtr compare_node(Comparison how, NodePtr a, NodePtr b)
{
    switch (how) {
    case Comparison::equal:
        return std::make_shared<CompareNode<std::equal_to<>>>(std::move(a), std::move(b));
    case Comparison::different:
        return std::make_shared<CompareNode<std::not_equal_to<>>>(std::move(a), std::move(b));
    case Comparison::less:
        return std::make_shared<CompareNode<std::less<>>>(std::move(a), std::move(b));
    case Comparison::less_or_equal:
        return std::make_shared<CompareNode<std::less_equal<>>>(std::move(a), std::move(b));
    case Comparison::more:
        return std::make_shared<CompareNode<std::greater<>>>(std::move(a), std::move(b));
    case Comparison::more_or_equal:
        return std::make_shared<CompareNode<std::greater_equal<>>>(std::move(a), std::move(b));
    }
    return nullptr;
}
NodePtr not_node(NodePtr a) { return std::make_shared<NotNode>(std::move(a)); }
NodePtr and_node(NodePtr a, NodePtr b) { return std::make_shared<BothNode>(std::move(a), std::move(b), false); }
NodePtr or_node(NodePtr a, NodePtr b) { return std::make_shared<BothNode>(std::move(a), std::move(b), true); }
NodePtr is_null_node(NodePtr a, bool negated) { return std::make_shared<IsNullNode>(std::move(a), negated); }
NodePtr case_node(Nodes when, Nodes then, NodePtr otherwise)
{
    return std::make_shared<CaseNode>(std::move(when), std::move(then), std::move(otherwise));
}
NodePtr coalesce_node(Nodes values) { return std::make_shared<CoalesceNode>(std::move(values)); }
} // namespace engine
