#pragma once
// PDF documents as tables, from what batchops-pdf found on their pages.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::pdf
{
bool is(std::string_view start, const ByteSource& source);
// One entry for each table of a page. Throws Unreadable where the document is locked, damaged or has no text.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::pdf
