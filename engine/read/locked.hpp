#pragma once
// Excel workbooks locked with a password. ReadOptions::password opens them.
#include "engine/read/reader.hpp"
#include <string_view>

namespace engine::locked
{
bool is(std::string_view start, const ByteSource& source);
// Throws Unreadable: password where it is absent or wrong, and as xlsx::open does.
OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options);
} // namespace engine::locked
