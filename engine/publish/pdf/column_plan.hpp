#pragma once
// How wide the columns of a table are: on which paper, in which size, and over how many sets of pages.
#include "engine/publish/pdf/table.hpp"
#include <span>
#include <vector>

namespace engine::pdf
{
// What a column would like, in thousandths of an em.
struct ColumnNeed {
    double natural = 0; // its widest text on one line
    double longest = 0; // its widest word
};

struct PlannedColumn {
    std::size_t column = 0;
    double width = 0; // points, padding included
};

struct ColumnPlan {
    Paper paper;
    double size = 9;
    std::vector<std::vector<PlannedColumn>> sets; // one unless there are too many columns for a page
};

ColumnPlan plan_columns(std::span<const ColumnNeed> needs);
// The widths of these columns over `available` points at a given size.
std::vector<PlannedColumn> fit_columns(std::span<const ColumnNeed> needs, std::span<const std::size_t> columns,
                                       double size, double available);
} // namespace engine::pdf
