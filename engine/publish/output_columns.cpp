#include "engine/publish/output_columns.hpp"

namespace engine
{
namespace
{
CellType cell_type(FieldType type)
{
    switch (type) {
    case FieldType::integer:
        return CellType::integer;
    case FieldType::number:
        return CellType::number;
    case FieldType::boolean:
        return CellType::boolean;
    case FieldType::date:
        return CellType::date;
    case FieldType::datetime:
        return CellType::datetime;
    case FieldType::time:
        return CellType::time;
    case FieldType::string:
    case FieldType::any:
    case FieldType::year: // is not added up, nor shown with a thousands mark
    case FieldType::yearmonth:
        break;
    }
    return CellType::text;
}
} // namespace

std::vector<OutputColumn> output_columns(const Schema& schema)
{
    std::vector<OutputColumn> columns;
    for (const auto& field : schema.fields) columns.push_back({field.name, field.title, cell_type(field.type)});
    return columns;
}

std::vector<ColumnCounter> counters_of(const Schema& schema)
{
    std::vector<ColumnCounter> counters;
    auto columns = output_columns(schema);
    for (std::size_t at = 0; at < columns.size(); ++at)
        counters.emplace_back(std::move(columns[at]), schema.fields[at].personal);
    return counters;
}
} // namespace engine
