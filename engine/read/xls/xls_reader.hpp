#pragma once
// Binary workbooks as Excel 97 to 2003 wrote them (.xls).
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::xls
{
bool is(std::string_view start, const ByteSource& source);
// Throws Unreadable where the file is damaged, locked, older than Excel 97 or has no sheet.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::xls
