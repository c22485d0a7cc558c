#pragma once
// Excel workbooks (.xlsx, .xlsm, .xltx) as tables, one for each sheet.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::xlsx
{
bool is(std::string_view start, const ByteSource& source);
// Throws Unreadable where the archive is damaged, locked or no workbook.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);

// Compound files: workbooks that are locked with a password. Other old Office documents are refused.
bool is_compound(std::string_view start, const ByteSource& source);
OpenedFile open_compound(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::xlsx
