#pragma once
// Puts cells together again that a delimiter inside a text has split.
#include "engine/read/csv/row_shape.hpp"
#include "engine/read/csv/strict_split.hpp"
#include <optional>
#include <span>

namespace engine::csv
{
struct JoinedCells {
    std::vector<std::string> cells; // as many as the shape has columns
    double cost;                    // of joining, without that of the cells themselves
};

// The cheapest way to make rows of the shape's width by joining neighbours that are not quoted; nothing where two ways
// are about as cheap. Dynamic programming over cells and columns that keeps the best two ways to each place.
std::optional<JoinedCells> joined_cells(std::span<const StrictCell> cells, std::string_view delimiter,
                                        const RowShape& shape);
} // namespace engine::csv
