#include "engine/contract/expression_columns.hpp"

namespace engine
{
namespace
{
ExpressionKind kind_of(FieldType type)
{
    switch (type) {
    case FieldType::integer:
    case FieldType::number:
    case FieldType::year:
        return ExpressionKind::number;
    case FieldType::boolean:
        return ExpressionKind::boolean;
    case FieldType::date:
    case FieldType::datetime:
    case FieldType::time:
    case FieldType::yearmonth:
        return ExpressionKind::moment;
    case FieldType::string:
    case FieldType::any:
        break;
    }
    return ExpressionKind::text;
}
} // namespace

std::vector<ExpressionColumn> expression_columns(const Schema& schema)
{
    std::vector<ExpressionColumn> columns;
    for (const auto& field : schema.fields) columns.push_back({field.name, kind_of(field.type)});
    return columns;
}
} // namespace engine
