#pragma once
// Typed columns in a Parquet file, written by DuckDB.
#include "engine/publish/output.hpp"

namespace engine
{
// Rows are collected by DuckDB, which uses `folder` for what memory cannot hold and for the file on its way to the
// sink. The same rows give the same bytes. Throws std::runtime_error for a cell that is not of its column's type, and
// where DuckDB is not at hand.
std::unique_ptr<TableWriter> parquet_writer(ByteSink& sink, std::vector<OutputColumn> columns,
                                            const std::string& folder);
} // namespace engine
