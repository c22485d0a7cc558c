#include "engine/expression/expression.hpp"
#include "engine/expression/parser.hpp"
#include <algorithm>

namespace engine
{
struct Expression::Program {
    NodePtr root;
    std::vector<std::size_t> reads;
    Arena arena;
};

Expression Expression::compile(std::string_view sql, std::span<const ExpressionColumn> columns)
{
    ExpressionParser parser(sql, columns);
    auto program = std::make_unique<Program>();
    program->root = parser.run();
    program->reads = parser.reads();
    std::ranges::sort(program->reads);
    return Expression(std::move(program));
}

Expression::Expression(std::unique_ptr<Program> program) : program_(std::move(program)) {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

const std::vector<std::size_t>& Expression::reads() const { return program_->reads; }

const Vector& Expression::evaluate(std::span<const Vector* const> columns, std::size_t rows)
{
    program_->arena.clear();
    return program_->root->eval({columns, rows, &program_->arena});
}
} // namespace engine
