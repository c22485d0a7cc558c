#pragma once
// SQL boolean expressions over one row, evaluated for a whole chunk of rows at a time. The subset, and why it is ours,
// is in docs/adr/0007-own-expressions.md.
#include "engine/expression/vector.hpp"
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
struct ExpressionColumn {
    std::string name;
    ExpressionKind kind = ExpressionKind::text;
};

// Names what is wrong and what is supported; `offset` is the byte in the expression where it is.
class ExpressionError : public std::runtime_error
{
public:
    ExpressionError(std::size_t offset, const std::string& message) : std::runtime_error(message), offset_(offset) {}
    std::size_t offset() const { return offset_; }

private:
    std::size_t offset_;
};

class Expression
{
public:
    // Throws ExpressionError. The expression must be true, false or unknown for a row.
    static Expression compile(std::string_view sql, std::span<const ExpressionColumn> columns);
    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    ~Expression();

    // Indices of the columns that it reads, in order.
    const std::vector<std::size_t>& reads() const;

    // `columns[i]` is the column of that index; only those that it reads need values. The result is a boolean vector,
    // valid until the next call.
    const Vector& evaluate(std::span<const Vector* const> columns, std::size_t rows);

private:
    struct Program;
    explicit Expression(std::unique_ptr<Program> program);
    std::unique_ptr<Program> program_;
};
} // namespace engine
