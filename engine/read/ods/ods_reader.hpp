#pragma once
// OpenDocument spreadsheets (.ods, and .fods in one XML file) as tables, one for each sheet.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::ods
{
bool is(std::string_view start, const ByteSource& source);
bool is_flat(std::string_view start, const ByteSource& source);
// Throws Unreadable where the document is damaged, locked or has no sheet.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
OpenedFile open_flat(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::ods
