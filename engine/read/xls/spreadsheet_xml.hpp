#pragma once
// Workbooks as one XML file, which Excel 2003 wrote and many programs still export under the name .xls ("XML
// Spreadsheet", after Microsoft's XML Spreadsheet Reference).
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::xls
{
bool is_xml(std::string_view start, const ByteSource& source);
// Throws Unreadable where the file is damaged or has no sheet.
OpenedFile open_xml(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::xls
