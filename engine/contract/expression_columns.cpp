#include "engine/contract/expression_columns.hpp"
#include "engine/contract/value.hpp"
#include "engine/text/numbers.hpp"

namespace engine
{
ExpressionKind expression_kind(FieldType type)
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
std::vector<ExpressionColumn> expression_columns(const Schema& schema)
{
    std::vector<ExpressionColumn> columns;
    for (const auto& field : schema.fields) columns.push_back({field.name, expression_kind(field.type)});
    return columns;
}

void field_values(const Field& field, std::span<const std::string_view> cells, std::span<const std::uint32_t> rows,
                  Vector& out, Arena& arena)
{
    std::string room;
    out.kind = expression_kind(field.type);
    out.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto cell = cells[rows[i]];
        std::string_view text;
        out.valid[i] = !is_missing(field, cell) && read_value(field, cell, room, text) == Reads::value;
        if (!out.valid[i]) continue;
        if (out.kind == ExpressionKind::number)
            out.number[i] = parse_number(text).value_or(0);
        else if (out.kind == ExpressionKind::boolean)
            out.truth[i] = text == "true";
        else
            out.text[i] = text.data() == cell.data() ? text : arena.copy(text);
    }
}
} // namespace engine
