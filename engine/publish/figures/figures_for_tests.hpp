#pragma once
// Figures of a few rows, for tests.
#include "engine/publish/figures/figures.hpp"
#include "engine/publish/output.hpp"
#include <memory>
#include <string_view>
#include <vector>

namespace engine
{
using TestRows = std::vector<std::vector<std::string_view>>;

inline Schema schema_of(const std::vector<OutputColumn>& columns)
{
    Schema schema;
    for (const auto& column : columns) {
        auto& field = schema.fields.emplace_back();
        field.name = column.name;
        field.title = column.title;
        field.type = column.type == CellType::number    ? FieldType::number
                     : column.type == CellType::integer ? FieldType::integer
                     : column.type == CellType::date    ? FieldType::date
                                                        : FieldType::string;
    }
    return schema;
}

inline ReportFigures figures_of(const ReportLayout& layout, const Schema& schema, const TestRows& rows,
                                std::optional<int> suppress_below = {}, const std::vector<std::string>& shield = {})
{
    FigureCounter counter(layout, schema, shield, suppress_below);
    for (const auto& row : rows) counter.add(row);
    return counter.finish();
}
} // namespace engine
