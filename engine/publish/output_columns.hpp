#pragma once
#include "engine/contract/schema.hpp"
#include "engine/publish/output.hpp"
#include "engine/summary/column_summary.hpp"

namespace engine
{
// The schema's fields as columns of an output.
std::vector<OutputColumn> output_columns(const Schema& schema);
// One for each of them.
std::vector<ColumnCounter> counters_of(const Schema& schema);
} // namespace engine
