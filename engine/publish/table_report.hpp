#pragma once
// A PDF report of any table, without a contract: `batchops report`.
#include "base/bytes.hpp"
#include "engine/publish/output.hpp"
#include "engine/read/reader.hpp"
#include <string>

namespace engine
{
// The first visible table of the file. Columns of numbers are recognised by their cells. Throws Unreadable.
void table_report(const ByteSource& file, const std::string& name, const ReadOptions& options, ReportText text,
                  ByteSink& pdf);
} // namespace engine
