#pragma once
// Tables without drawn cells, found by the white space between their columns: lines of several pieces of text whose
// gaps stand below each other are rows, and the strips that no row reaches into part the columns. After E. Oro & M.
// Ruffolo, "PDF-TREX: an approach for recognizing and extracting tables from PDF documents" (ICDAR 2009).
#include "engine/read/pdf/grid.hpp"
#include "engine/read/pdf/region.hpp"
#include <optional>
#include <vector>

namespace engine::pdf
{
// `lines`: text of the page outside of ruled tables, from top to bottom; `taken`: where those tables are.
std::vector<Grid> find_unruled(const std::vector<TextLine>& lines, const Rulings& rulings,
                               const std::vector<Box>& taken, double least_likeness);

// All of these lines as one table, however unlike one they look; none where they stand in one column.
std::optional<Grid> table_of_lines(const std::vector<TextLine>& lines, const Rulings& rulings);

// The region of these lines, with what is drawn inside it.
Region region_of(std::vector<const TextLine*> lines, const Rulings& rulings);
} // namespace engine::pdf
