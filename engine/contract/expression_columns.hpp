#pragma once
// The schema's fields as the columns of an expression: same order, same names.
#include "engine/contract/schema.hpp"
#include "engine/expression/expression.hpp"
#include "engine/table/chunk.hpp"
#include <span>

namespace engine
{
ExpressionKind expression_kind(FieldType type);
std::vector<ExpressionColumn> expression_columns(const Schema& schema);

// The cells of `rows` as values of the field, for an expression; what is missing or no value of its type is unknown.
void field_values(const Field& field, std::span<const std::string_view> cells, std::span<const std::uint32_t> rows,
                  Vector& out, Arena& arena);
} // namespace engine
