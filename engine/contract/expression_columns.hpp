#pragma once
// The schema's fields as the columns of an expression: same order, same names.
#include "engine/contract/schema.hpp"
#include "engine/expression/expression.hpp"

namespace engine
{
std::vector<ExpressionColumn> expression_columns(const Schema& schema);
} // namespace engine
