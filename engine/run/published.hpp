#pragma once
// What became of the rows that passed.
#include "engine/run/watcher.hpp"
#include "engine/summary/column_summary.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <vector>

namespace engine
{
struct Published {
    std::vector<StageReport> stages;
    std::vector<OutputColumn> columns;
    std::int64_t rows = 0;
    std::vector<ColumnSummary> summaries; // of the columns that a transform gives; else empty, as those of Prepared are
};
BOOST_DESCRIBE_STRUCT(Published, (), (stages, columns, rows, summaries))
} // namespace engine
