#pragma once
// Delimited text as a table.
#include "engine/read/reader.hpp"

namespace engine::csv
{
// Throws Unreadable where the bytes are empty or no text.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::csv
