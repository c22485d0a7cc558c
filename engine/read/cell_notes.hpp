#pragma once
// What a workbook says of its cells beside their text, for whoever reads it by a contract: findings that are asked
// about and shown to nobody.
#include "engine/table/finding.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

namespace engine
{
enum class CellNote {
    percents,     // number cells of a column that are shown with a percent sign and kept as parts of one
    uncalculated, // formulas of a column without a result
    merged,       // a number that the row has from a cell merged over several rows
    struck,       // a row whose cells are all struck through
};
BOOST_DESCRIBE_ENUM(CellNote, percents, uncalculated, merged, struck)

struct NotedCells {
    CellNote note = CellNote::struck;
    std::size_t column = 0; // from 0
    std::int64_t count = 0;
};
Finding cell_note(const NotedCells& cells, std::optional<std::int64_t> line = {});
std::optional<NotedCells> noted_in(const Finding& finding); // nothing where it is a finding like others
} // namespace engine
